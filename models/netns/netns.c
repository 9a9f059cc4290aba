/*
 * A network namespace and the sockets in it. A socket of a process holds its namespace, so that the
 * namespace outlives the process; a socket that the kernel itself has in a namespace must not, since
 * only the end of the namespace closes it. Which sockets hold is decided when they are made.
 *
 * Source: the documentation of sk_net_refcnt and the changes that cleared it for kernel sockets.
 * Written for this project from that, not from the kernel's source. What it leaves out: everything that
 * a socket sends, and all that a namespace has beside its sockets.
 */

struct net {
	struct kref count;
	struct list_head sockets;
	struct work_struct cleanup_work;
} __kind(net) __node(1, "network namespace");

struct sock {
	struct net *sk_net __holds(count.refcount) __role(sk->net) __if(sk_net_refcnt);
	bool sk_net_refcnt;
	struct list_head sk_item __on(sockets);
} __kind(sock) __node(0, "socket");

/* What a process has of a namespace: its nsproxy, or an open /proc/PID/ns/net. */
struct nsproxy {
	struct net *net_ns __holds(count.refcount) __role(nsproxy->net);
} __kind(nsproxy);

static struct nsproxy process_nsproxy;

static void net_queue_cleanup(struct kref *kref)
{
	queue_work(&container_of(kref, struct net, count)->cleanup_work);
}

/* A namespace that nobody but the socket holds may be going already. */
static struct sock *sk_alloc(struct net *net, bool kern)
{
	struct sock *sk = kzalloc(sizeof(*sk));

	if (!sk)
		return ERR_PTR(-ENOMEM);
	sk->sk_net_refcnt = !kern;
	if (sk->sk_net_refcnt)
		kref_get(&net->count);
	sk->sk_net = net;
	list_add_tail(&sk->sk_item, &net->sockets);
	return sk;
}

static void sk_free(struct sock *sk)
{
	struct net *net = sk->sk_net;
	bool holds = sk->sk_net_refcnt;

	list_del(&sk->sk_item);
	kfree(sk);
	if (holds)
		kref_put(&net->count, net_queue_cleanup);
}

/* Run by a worker: each subsystem closes what it has in the namespace, then the memory goes. */
static void cleanup_net(struct work_struct *work)
{
	struct net *net = container_of(work, struct net, cleanup_work);
	struct sock *sk, *next;

	list_for_each_entry_safe(sk, next, &net->sockets, sk_item)
		sk_free(sk);
	kfree(net);
}

__op(unshare, "unshare(CLONE_NEWNET)", "give the process a network namespace with a socket of the kernel")
static int unshare_net(void)
{
	struct net *net = kzalloc(sizeof(*net));
	struct sock *sk;

	if (!net)
		return -ENOMEM;
	kref_init(&net->count);
	net->cleanup_work.func = cleanup_net;
	process_nsproxy.net_ns = net;
	sk = sk_alloc(net, true);
	return IS_ERR(sk) ? PTR_ERR(sk) : 0;
}

__op(leave, "setns()", "leave the network namespace") __tears
static int leave_net(void)
{
	struct net *net = process_nsproxy.net_ns;

	if (!net)
		return -EINVAL;
	process_nsproxy.net_ns = NULL;
	kref_put(&net->count, net_queue_cleanup);
	return 0;
}
