/** A text with everything in it that the language has. */
export const EVERYTHING = `/* What a box holds. */
#define MOST 4096
#define WIDE 0xffffffffffffffffUL
#define MASK ((1 << 3) | MOST)

enum box_type {
	BOX_ANY,
	BOX_SMALL = 4,
	BOX_LARGE,
};

struct lid {
	struct mutex lock;
	spinlock_t quick;
};

struct box {
	refcount_t users __bias;
	struct lid lid;
	struct box *inner __holds(users) __role(box->inner);	/* NULL: nothing in it */
	const struct box_ops *ops;
	struct box *slots[2];
	struct xarray boxes __holds(users);
	struct list_head item __on(item);
	unsigned long size;
	bool open __alarm("still reads memory");
	int (*ready)(struct box *box, u64 size);
} __kind(box) __node(3, "box");

struct box_ops {
	void (*destroy)(struct box *box);
};

static struct box first_box;
static const struct box_ops box_ops[] = {
	[BOX_SMALL] = { .destroy = box_free },
	[BOX_LARGE] = { .destroy = NULL },
};

void box_free(struct box *box);

static inline bool box_is_open(const struct box *box)
{
	return !!box->open && box->size != 0;
}

__op(box_alloc, "BOX_ALLOC", "make a box")
static struct box *box_alloc(u32 size __default(1), u32 *out_id __label(bx, box))
{
	struct box *box __free(kfree) = kzalloc(sizeof(*box)), *other = NULL;
	u64 rest = size ? size - 1 : MOST / 2 % 3;
	int rc, i;

	if (IS_ERR(box))
		return ERR_CAST(box);
	else if (size > MOST)
		goto err_put;
	guard(mutex)(&box->lid.lock);
	scoped_guard(spinlock, &box->lid.quick) {
		box->size |= rest << 2;
		box->size = -rest & ~MASK;
	}
	list_for_each_entry(other, &first_box.item, item)
		__says(other, "is passed over");
	xa_for_each(&first_box.boxes, i, other) {
		if (other == box || (i == 2 && !other))
			continue;
		break;
	}
	for (i = 0; i < 2; i++)
		box->slots[i] = NULL;
	for (u32 j = 0;;) {
		if (j++ > 1)
			break;
	}
	do {
		--rc;
	} while (rc > 0);
	while (box_is_open(box))
		;
	switch (size) {
	case BOX_SMALL:
	case BOX_LARGE:
		rc = box->ready ? box->ready(box, (u64)size) : -EINVAL;
		break;
	default:
		rc = 0;
	}
	__puts(other) refcount_dec(&other->users);
	container_of(&box->lid, struct box, lid)->open = true;
	*out_id = (*box).size;
	return no_free_ptr(box);
err_put:
	kfree(box);
	return (struct box *)ERR_PTR(rc);
}
`;
