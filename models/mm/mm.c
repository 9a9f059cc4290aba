/*
 * An address space, a file that watches it, and a mapping of that file in the same address space. The file
 * needs the address space for as long as it is open; the mapping holds the file; and mappings go with the
 * last user of the address space. So the file must not be a user: it holds the struct (mm_count), and asks
 * for a user only while it looks inside (mmget_not_zero()).
 *
 * Source: the documentation of mm_users and mm_count (Documentation/mm/active_mm.rst). Written for this
 * project from that, not from the kernel's source. What it leaves out: pages, threads, and the lazy use of
 * an address space by the kernel.
 */

struct watch {
	struct mm_struct *mm __holds(mm_count) __role(watch->mm);
	u32 looks;
} __kind(watch) __node(1, "watch");

static int watch_release(struct file *filp)
{
	struct watch *watch = filp->private_data;

	mmdrop(watch->mm);
	kfree(watch);
	return 0;
}

/* The mapping has a reference of its own on the file, which goes with it. */
static void watch_vma_close(struct vm_area_struct *vma)
{
	fput(vma->vm_file);
}

static const struct vm_operations_struct watch_vm_ops = {
	.close = watch_vma_close,
};

static int watch_mmap(struct file *filp, struct vm_area_struct *vma)
{
	vma->vm_file = get_file(filp);
	vma->vm_ops = &watch_vm_ops;
	return 0;
}

static const struct file_operations watch_fops __file(watch) = {
	.release = watch_release,
	.mmap = watch_mmap,
};

__op(watch_open, "open(\"/dev/watch\")", "open a file that watches this address space")
static int watch_open(u32 *out_fd __label(w, watch))
{
	struct watch *watch = kzalloc(sizeof(*watch));
	struct file *filp;
	int fd;

	if (!watch)
		return -ENOMEM;
	watch->mm = current->mm;
	mmgrab(watch->mm);
	fd = get_unused_fd_flags(0);
	filp = anon_inode_getfile("[watch]", &watch_fops, watch);
	if (IS_ERR(filp)) {
		put_unused_fd(fd);
		mmdrop(watch->mm);
		kfree(watch);
		return PTR_ERR(filp);
	}
	fd_install(fd, filp);
	*out_fd = fd;
	return 0;
}

__op(watch_look, "ioctl(WATCH_LOOK)", "look into the address space, if there is still one")
static int watch_look(struct file *filp __fd(watch))
{
	struct watch *watch = filp->private_data;

	if (!mmget_not_zero(watch->mm))
		return -ENODEV;	/* has no user left: its mappings are going, or gone */
	watch->looks++;
	mmput(watch->mm);
	return 0;
}
