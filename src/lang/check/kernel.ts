import type { SourceFile } from '../parse/problem.ts';

/** What the kernel gives to a model, as its headers would declare it. The machine carries it out. */
export const KERNEL: SourceFile = {
  name: 'kernel.h',
  text: `
#define U32_MAX 0xffffffff
#define U64_MAX 0xffffffffffffffffUL
#define PAGE_SIZE 4096
#define GFP_KERNEL 0
#define GFP_KERNEL_ACCOUNT 0

#define ENOENT 2
#define EINTR 4
#define EIO 5
#define ENXIO 6
#define E2BIG 7
#define EBADF 9
#define EAGAIN 11
#define ENOMEM 12
#define EFAULT 14
#define EBUSY 16
#define EEXIST 17
#define ENODEV 19
#define EINVAL 22
#define ENOTTY 25
#define ENOSPC 28
#define ERANGE 34
#define EDEADLK 35
#define EOVERFLOW 75
#define EBADFD 77
#define EOPNOTSUPP 95
#define EADDRINUSE 98
#define ETIMEDOUT 110

struct mutex { };
struct rw_semaphore { };
struct list_head { };
struct xarray { };
struct rb_root_cached { };
struct rcu_head { };
struct completion { };
struct vm_area_struct;

struct file {
	refcount_t f_ref;
	void *private_data;
};

struct file_operations {
	int (*open)(struct file *filp);
	int (*release)(struct file *filp);
	int (*mmap)(struct file *filp, struct vm_area_struct *vma);
};

struct vm_operations_struct {
	void (*open)(struct vm_area_struct *vma);
	void (*close)(struct vm_area_struct *vma);
};

struct vm_area_struct {
	struct file *vm_file;
	void *vm_private_data;
	const struct vm_operations_struct *vm_ops;
};

struct mm_struct {
	refcount_t mm_users;
	refcount_t mm_count;
};

struct task_struct {
	struct mm_struct *mm;
};

struct module {
	refcount_t refcnt;
};

struct kref {
	refcount_t refcount;
};

struct work_struct {
	void (*func)(struct work_struct *work);
};

void *kzalloc(size_t size);
void kfree(const void *object);

void refcount_set(refcount_t *r, int n);
u32 refcount_read(const refcount_t *r);
void refcount_inc(refcount_t *r);
bool refcount_inc_not_zero(refcount_t *r);
void refcount_dec(refcount_t *r);
bool refcount_dec_and_test(refcount_t *r);
bool refcount_dec_if_one(refcount_t *r);

void kref_init(struct kref *kref);
void kref_get(struct kref *kref);
bool kref_get_unless_zero(struct kref *kref);
bool kref_put(struct kref *kref, void (*release)(struct kref *kref));

void mutex_lock(struct mutex *lock);
void mutex_unlock(struct mutex *lock);
void down_read(struct rw_semaphore *sem);
void up_read(struct rw_semaphore *sem);
void down_write(struct rw_semaphore *sem);
void up_write(struct rw_semaphore *sem);
void spin_lock(spinlock_t *lock);
void spin_unlock(spinlock_t *lock);
void xa_lock(struct xarray *xa);
void xa_unlock(struct xarray *xa);

void *xa_load(struct xarray *xa, unsigned long index);
void *xa_store(struct xarray *xa, unsigned long index, void *entry);
void *xa_erase(struct xarray *xa, unsigned long index);
int xa_alloc(struct xarray *xa, u32 *id);
bool xa_empty(const struct xarray *xa);
bool xa_is_zero(const void *entry);

void list_add_tail(struct list_head *item, struct list_head *head);
void list_del(struct list_head *item);
void list_del_init(struct list_head *item);
bool list_empty(const struct list_head *head);

void interval_tree_insert(struct rb_root_cached *tree, void *item);
void interval_tree_remove(struct rb_root_cached *tree, void *item);
void *interval_tree_iter_first(struct rb_root_cached *tree, u64 start, u64 last);
void *interval_tree_iter_next(struct rb_root_cached *tree, void *item, u64 start, u64 last);

void rcu_read_lock(void);
void rcu_read_unlock(void);
void synchronize_rcu(void);
void call_rcu(struct rcu_head *head, void (*func)(struct rcu_head *head));

bool queue_work(struct work_struct *work);
void cancel_work_sync(struct work_struct *work);
void flush_work(struct work_struct *work);
void init_completion(struct completion *done);
void complete(struct completion *done);
void wait_for_completion(struct completion *done);
void wake_up(wait_queue_head_t *queue);
void wake_up_all(wait_queue_head_t *queue);

struct file *get_file(struct file *file);
void fput(struct file *file);
struct file *fget(u32 fd);
int get_unused_fd_flags(u32 flags);
void put_unused_fd(u32 fd);
void fd_install(u32 fd, struct file *file);
struct file *anon_inode_getfile(const char *name, const struct file_operations *fops, void *priv);

bool try_module_get(struct module *module);
void module_put(struct module *module);
bool mmget_not_zero(struct mm_struct *mm);
void mmget(struct mm_struct *mm);
void mmput(struct mm_struct *mm);
void mmgrab(struct mm_struct *mm);
void mmdrop(struct mm_struct *mm);

int copy_to_user(void *to, const void *from, size_t size);
int copy_from_user(void *to, const void *from, size_t size);
void pr_crit(const char *text);
void pr_warn(const char *text);

static struct task_struct *current;
`,
};
