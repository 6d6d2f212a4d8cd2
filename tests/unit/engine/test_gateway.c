/* test_gateway.c - the turn and the group commit: together or not at all. */
#include "tests/unit/engine/house_fixture.h"

#include <signal.h>
#include <sys/wait.h>

#include "bot/engine/mark.h"

#define SEEN "select count(*) from seen"
#define REPLIES "select count(*) from outbox"
#define ANSWERS REPLIES " where unseal(body) not like '%没办成%'"
#define QUARANTINED "select count(*) from quarantine"
#define SUSPECTS "select count(*) from suspect"
#define TO_PHONE                                                                                                       \
	"select count(*) from callback c join identity i on i.person = c.person and i.channel = 'push'"                \
	" where c.subject = 'aside' and c.state = 'open'"

/* ------------------------------------------------------------ group commit */

static void told_after_the_commit(void **state)
{
	struct house *h = *state;
	struct told told;

	house_say(h, "pull", "1", "a", &told);
	assert_false(told.done);
	assert_true(gateway_busy(h->core.gateway));
	house_tick(h);
	assert_true(told.done && told.result.err == OK);
	assert_int_equal(told.result.accepted, 1);
	assert_int_equal(told.result.duplicates, 0);
	assert_false(gateway_busy(h->core.gateway) || db_in_transaction(h->s->db));
	assert_int_equal(house_count(h, SEEN), 1);
	assert_int_equal(house_count(h, REPLIES), 1);
	assert_int_equal(h->heard, 1);
}

static void many_share_a_transaction(void **state)
{
	enum { N = 600 };
	struct house *h = *state;
	struct told *told = mem_zalloc(N * sizeof *told);
	char id[16];

	for (int i = 0; i < N; i++) {
		snprintf(id, sizeof id, "%d", i);
		house_say(h, "pull", id, id, &told[i]);
	}
	house_tick(h);
	for (int i = 0; i < N; i++)
		assert_true(told[i].done && told[i].result.err == OK && told[i].result.accepted == 1);
	const struct gateway_counts *c = gateway_counts(h->core.gateway);

	assert_int_equal(c->messages, N);
	assert_int_equal(c->answers, N);
	assert_in_range(c->commits, 3, N / 4); /* 256 at most; fewer when the machine is slow */
	assert_int_equal(house_count(h, REPLIES), N);
	assert_true(h->heard <= c->commits);
	free(told);
}

static void order_is_kept(void **state)
{
	struct house *h = *state;
	struct told told[50];
	char id[16];

	for (int i = 0; i < 50; i++) {
		snprintf(id, sizeof id, "m%02d", i);
		house_say(h, "pull", id, "a", &told[i]);
	}
	house_tick(h);
	assert_int_equal(
		house_count(
			h, "select group_concat(unseal(reply_to), '') ="
			   " (select group_concat('m' || substr('0' || value, -2), '') from"
			   "  (with recursive n(value) as (select 0 union all select value + 1 from n where value < 49)"
			   "   select value from n))"
			   " from (select reply_to from outbox order by id)"),
		1);
}

static void one_effect_each(void **state)
{
	struct house *h = *state;
	struct told told[103];
	struct batch *b = house_batch(&told[100], 3);

	for (int i = 0; i < 100; i++)
		house_say(h, "pull", "1", "a", &told[i]);
	for (int i = 0; i < 3; i++) /* within one batch, too */
		house_add(b, "pull", i < 2 ? "1" : "2", "a", "帮助");
	gateway_submit(h->core.gateway, b);
	house_tick(h);
	assert_int_equal(told[0].result.accepted, 1);
	for (int i = 1; i < 100; i++)
		assert_true(told[i].result.err == OK && told[i].result.accepted == 0 && told[i].result.duplicates == 1);
	assert_int_equal(told[100].result.accepted, 1);
	assert_int_equal(told[100].result.duplicates, 2);
	house_say(h, "push", "1", "a", &told[101]); /* another channel's ids are others */
	house_tick(h);
	assert_int_equal(told[101].result.accepted, 1);
	house_restart(h);
	house_say(h, "pull", "1", "a", &told[102]);
	house_tick(h);
	assert_int_equal(told[102].result.duplicates, 1);
	assert_int_equal(house_count(h, SEEN), 3);
	assert_int_equal(house_count(h, REPLIES), 3);
}

static void what_is_queued_at_the_end_is_told(void **state)
{
	struct house *h = *state;
	struct told told;

	house_say(h, "pull", "1", "a", &told);
	house_restart(h);
	assert_int_equal(told.result.err, ERR_BUSY);
	assert_int_equal(house_count(h, SEEN), 0);
}

/* --------------------------------------------------------------- set aside */

static void make_fail(struct house *h, const char *when)
{
	char sql[256];

	snprintf(sql, sizeof sql, "create trigger fail before insert on %s begin select raise(abort, 'no'); end", when);
	assert_int_equal(db_begin(h->s->db), OK);
	assert_int_equal(db_script(h->s->db, sql), OK);
	assert_int_equal(db_commit(h->s->db), OK);
}

/* Its neighbours are stored, nothing of itself but the note. */
static void a_turn_that_fails_is_set_aside(void **state)
{
	struct house *h = *state;
	struct told told[3], again;

	make_fail(h, "outbox when new.channel = 'push'");
	house_say(h, "pull", "1", "a", &told[0]);
	house_say(h, "push", "2", "b", &told[1]);
	house_say(h, "pull", "3", "c", &told[2]);
	house_tick(h);
	for (int i = 0; i < 3; i++)
		assert_true(told[i].result.err == OK && told[i].result.accepted == 1);
	assert_int_equal(house_count(h, QUARANTINED), 1);
	assert_int_equal(house_count(h, "select count(*) from quarantine where reason = 'failed' and channel = 'push'"
					" and instr(unseal(body), '帮助')"),
			 1);
	assert_int_equal(house_count(h, REPLIES), 2);
	assert_int_equal(h->n, 0); /* that he be told fails like the turn: nobody minds, and staff phone him */
	assert_int_equal(house_count(h, TO_PHONE), 1);
	assert_int_equal(gateway_counts(h->core.gateway)->quarantined, 1);
	house_say(h, "push", "2", "b", &again);
	house_tick(h);
	assert_int_equal(again.result.duplicates, 1);
}

static void add_to_group(struct batch *b, const char *id, const char *person, bool calls)
{
	struct message *m = house_add(b, "push", id, person, "帮助");

	m->chat = STR("g");
	m->type = CHAT_GROUP;
	m->mentions_bot = calls;
}

/* Where he said it. */
static void whoever_said_it_is_told(void **state)
{
	struct house *h = *state;
	struct told told[3];
	struct batch *b = house_batch(&told[2], 1);

	make_fail(h, "conversation when (select channel from chat where id = new.chat) = 'push'");
	house_say(h, "pull", "1", "a", &told[0]);
	house_say(h, "push", "2", "b", &told[1]);
	add_to_group(b, "3", "c", true);
	gateway_submit(h->core.gateway, b);
	house_tick(h);
	assert_true(told[1].result.accepted == 1 && told[2].result.accepted == 1);
	assert_int_equal(house_count(h, QUARANTINED), 2);
	assert_int_equal(h->n, 2);
	for (size_t i = 0; i < 2; i++)
		assert_string_equal(h->requests[i].text, "这句没办成。");
	assert_int_equal(house_count(h,
				     "select count(*) from outbox o join chat c on c.id = o.chat"
				     " where c.type = 'group' and unseal(o.reply_to) = '3' and o.person is not null"),
			 1);
	assert_int_equal(house_count(h, TO_PHONE), 2);
	assert_int_equal(house_count(h, "select count(*) from audit where action = 'message.aside'"), 2);
}

/* Whatever is wrong with telling, the group is stored, and the message is not handled again. */
static void that_nobody_can_be_told_fails_nobody(void **state)
{
	struct house *h = *state;
	struct told told[2], again;

	make_fail(h, "person");
	house_say(h, "push", "1", "b", &told[0]);
	house_say(h, "pull", "2", "b", &told[1]);
	house_tick(h);
	assert_true(told[0].result.accepted == 1 && told[1].result.accepted == 1);
	assert_int_equal(house_count(h, QUARANTINED), 2);
	assert_int_equal(house_count(h, REPLIES), 0);
	house_say(h, "push", "1", "b", &again);
	house_tick(h);
	assert_int_equal(again.result.duplicates, 1);
	assert_false(gateway_failed(h->core.gateway));
}

/* ------------------------------------------------------------------- work */

struct job {
	struct work work;
	const char *sql;
	enum err says, told;
	int calls;
};

static enum err job_run(void *arg, struct db *db, ms_t now)
{
	struct job *j = arg;

	(void)now;
	db_run0(db, j->sql);
	return j->says;
}

static void job_done(void *arg, enum err e)
{
	struct job *j = arg;

	j->calls++;
	j->told = e;
}

static void hand_in(struct house *h, struct job *j, const char *sql, enum err says)
{
	*j = (struct job){ .work = { job_run, job_done, j, NULL }, .sql = sql, .says = says };
	gateway_do(h->core.gateway, &j->work);
}

static void work_shares_the_transaction(void **state)
{
	struct house *h = *state;
	struct job good, refuses, collides, wrong;
	struct told told;

	hand_in(h, &good, "insert into meta(key, value) values('a', '1')", OK);
	hand_in(h, &refuses, "insert into meta(key, value) values('b', '1')", ERR_NOT_FOUND);
	hand_in(h, &collides, "insert into meta(key, value) values('a', '2')", OK);
	hand_in(h, &wrong, "insert into meta(key, value) values('c', null)", OK);
	house_say(h, "pull", "1", "a", &told);
	house_tick(h);
	assert_int_equal(good.told, OK);
	assert_int_equal(refuses.told, ERR_NOT_FOUND);
	assert_int_equal(collides.told, ERR_EXISTS);
	assert_int_equal(wrong.told, ERR_INPUT);
	assert_true(good.calls == 1 && refuses.calls == 1 && collides.calls == 1 && wrong.calls == 1);
	assert_int_equal(told.result.err, OK);
	assert_int_equal(gateway_counts(h->core.gateway)->commits, 1);
	assert_int_equal(house_count(h, "select count(*) from meta where key in ('a', 'b', 'c')"), 1);
}

/* An I/O error: nothing of the group is stored, and nothing more is taken. */
static void a_failing_store_ends_it(void **state)
{
	struct house *h = *state;
	struct job fails, later;
	struct told told, after;

	hand_in(h, &fails, "insert into meta(key, value) values('a', '1')", ERR_IO);
	house_say(h, "pull", "1", "a", &told);
	assert_false(gateway_failed(h->core.gateway));
	house_tick(h);
	assert_true(gateway_failed(h->core.gateway));
	assert_int_equal(fails.told, ERR_IO);
	house_tick(h);
	assert_int_equal(told.result.err, ERR_IO);
	hand_in(h, &later, "select 1", OK);
	house_say(h, "pull", "2", "a", &after);
	assert_int_equal(house_tick(h), INT64_MAX);
	assert_true(later.told == ERR_IO && after.result.err == ERR_IO);
	assert_int_equal(house_count(h, SEEN), 0);
	assert_int_equal(house_count(h, "select count(*) from meta where key = 'a'"), 0);
}

/* --------------------------------------------------------------- disk full */

static void set_full(struct house *h, bool full)
{
	assert_int_equal(db_script(h->s->db, full ? "pragma max_page_count = 1" : "pragma max_page_count = 1000000"),
			 OK);
}

/* Messages with so much to remember that the file must grow. */
static struct batch *heavy(struct told *told, const char *prefix)
{
	struct batch *b = house_batch(told, 100);
	char id[32];

	for (int i = 0; i < 100; i++) {
		snprintf(id, sizeof id, "%s-%d", prefix, i);
		house_add(b, "pull", id, id, "帮助");
	}
	return b;
}

static void a_full_disk_acknowledges_nothing(void **state)
{
	struct house *h = *state;
	struct told small, big, more, after;
	struct job job;
	int64_t seen, replies;

	house_say(h, "pull", "0", "z", &small);
	house_tick(h);
	seen = house_count(h, SEEN);
	replies = house_count(h, REPLIES);
	set_full(h, true);
	house_say(h, "pull", "1", "a", &small);
	gateway_submit(h->core.gateway, heavy(&big, "x"));
	assert_true(house_tick(h) > h->now);
	assert_int_equal(big.result.err, ERR_FULL);
	assert_int_equal(small.result.err, ERR_FULL); /* the neighbour in the same transaction */
	assert_true(gateway_full(h->core.gateway));
	assert_false(db_in_transaction(h->s->db));
	assert_int_equal(house_count(h, SEEN), seen);
	assert_int_equal(house_count(h, REPLIES), replies);

	/* refused at once while it is full, and probed once a second */
	h->now += 500;
	gateway_submit(h->core.gateway, heavy(&more, "y"));
	hand_in(h, &job, "insert into meta(key, value) values('a', '1')", OK);
	ms_t next = house_tick(h);

	assert_true(next > h->now && next <= h->now + 1000);
	assert_true(more.result.err == ERR_FULL && job.told == ERR_FULL);
	h->now = next;
	house_tick(h);
	assert_true(gateway_full(h->core.gateway));

	set_full(h, false);
	h->now += 1000;
	gateway_submit(h->core.gateway, heavy(&after, "x")); /* they come again */
	house_tick(h);
	assert_false(gateway_full(h->core.gateway));
	assert_int_equal(after.result.accepted, 100);
	assert_int_equal(after.result.duplicates, 0);
	assert_int_equal(house_count(h, REPLIES), replies + 100);
	assert_int_equal(house_count(h, "select count(*) from meta where key = 'probe'"), 0);
}

/* --------------------------------------------------------------------- time */

static void change(struct house *h, const char *sql)
{
	assert_int_equal(db_begin(h->s->db), OK);
	assert_int_equal(db_script(h->s->db, sql), OK);
	assert_int_equal(db_commit(h->s->db), OK);
}

static void a_minute_later(struct house *h)
{
	h->now += MS_MINUTE;
	house_tick(h);
}

#define OLD_SEEN(n)                                                                                                    \
	"with recursive n(i) as (select 1 union all select i + 1 from n where i < " #n ")"                             \
	" insert into seen(key, at) select cast('k' || i as blob), 1 from n"

static void what_is_old_goes_within_an_hour(void **state)
{
	struct house *h = *state;

	change(h, OLD_SEEN(12000));
	house_tick(h);
	assert_in_range(house_count(h, SEEN), 1, 11999); /* a part each minute, until all has been looked through */
	a_minute_later(h);
	a_minute_later(h);
	assert_int_equal(house_count(h, SEEN), 0);
	change(h, OLD_SEEN(1));
	h->now += MS_HOUR;
	house_tick(h);
	assert_int_equal(house_count(h, SEEN), 0);

	change(h, OLD_SEEN(1));
	h->now -= MS_DAY; /* the clock is set back: nobody waits until it is where it was */
	house_tick(h);
	assert_int_equal(house_count(h, SEEN), 0);
}

static void pictures_that_nobody_asked_for_go_at_once(void **state)
{
	struct house *h = *state;
	char sql[80];

	house_tick(h);
	snprintf(sql, sizeof sql, "insert into photo(at) values(%lld)", (long long)h->now);
	change(h, sql);
	h->now += 9 * MS_MINUTE;
	house_tick(h);
	assert_int_equal(house_count(h, "select count(*) from photo"), 1);
	a_minute_later(h);
	a_minute_later(h);
	assert_int_equal(house_count(h, "select count(*) from photo"), 0);
}

/* -------------------------------------------------------------------- mark */

/* A process ended while it handled this message. */
static void leave_mark(struct house *h, const char *id, void (*how)(void))
{
	struct inbox_key key = inbox_key(h->s->db, STR("pull"), str_c(id)), left;
	struct mark *mark;

	house_end(h);
	fflush(NULL);
	pid_t child = fork();

	if (child == 0) {
		signal(SIGSEGV, SIG_DFL); /* cmocka would go on with the next test */
		(void)mark_open(scratch_path(h->s, "turn.mark"), &mark, &left);
		mark_set(mark, &key);
		how();
		_exit(0);
	}
	assert_true(child > 0 && waitpid(child, NULL, 0) == child);
	house_begin(h);
}

static void be_killed(void)
{
	raise(SIGKILL);
}

static void abort_it(void)
{
	abort();
}

static void bad_access(void)
{
	raise(SIGSEGV);
}

/* In the second process the message is tried once more, alone; the third sets it aside. */
static void two_crashes_set_aside(void **state)
{
	struct house *h = *state;
	struct told told, other;

	leave_mark(h, "1", abort_it);
	assert_int_equal(house_count(h, SUSPECTS), 1);
	assert_int_equal(house_count(h, SEEN), 0);
	leave_mark(h, "1", bad_access);
	house_say(h, "pull", "0", "b", &other);
	house_say(h, "pull", "1", "a", &told);
	house_tick(h);
	assert_true(told.result.err == OK && told.result.accepted == 1);
	assert_int_equal(other.result.accepted, 1);
	assert_int_equal(gateway_counts(h->core.gateway)->commits, 2);
	assert_int_equal(house_count(h, QUARANTINED), 1);
	assert_int_equal(house_count(h, ANSWERS), 1); /* the other's */
	assert_int_equal(house_count(h, "select count(*) from outbox where unseal(reply_to) = '1'"), 1); /* is told */
	assert_int_equal(house_count(h, SUSPECTS), 0);
	house_restart(h);
	house_say(h, "pull", "1", "a", &told);
	house_tick(h);
	assert_int_equal(told.result.duplicates, 1);
}

/* What was said in a group to others stays unanswered, whatever it does to us. */
static void a_crash_at_the_talk_of_others(void **state)
{
	struct house *h = *state;
	struct told told;
	struct batch *b = house_batch(&told, 1);

	leave_mark(h, "1", abort_it);
	leave_mark(h, "1", abort_it);
	add_to_group(b, "1", "a", false);
	b->v[0].channel = STR("pull");
	gateway_submit(h->core.gateway, b);
	house_tick(h);
	assert_int_equal(house_count(h, QUARANTINED), 1);
	assert_int_equal(house_count(h, REPLIES), 0);
}

static void one_crash_is_forgiven(void **state)
{
	struct house *h = *state;
	struct told told;
	struct job job;

	leave_mark(h, "1", abort_it);
	hand_in(h, &job, "select 1", OK); /* other work does not keep it waiting, nor it that */
	house_say(h, "pull", "1", "a", &told);
	house_tick(h);
	assert_int_equal(told.result.accepted, 1);
	assert_int_equal(job.calls, 1);
	assert_int_equal(house_count(h, REPLIES), 1);
	assert_int_equal(house_count(h, QUARANTINED), 0);
	assert_int_equal(house_count(h, SUSPECTS), 0);
	house_restart(h); /* nothing is left of it */
	assert_int_equal(house_count(h, SUSPECTS), 0);
}

/* Who is killed from outside may handle an innocent message. */
static void kills_weigh_less(void **state)
{
	struct house *h = *state;
	struct told told;

	for (int i = 0; i < 5; i++)
		leave_mark(h, "1", be_killed);
	leave_mark(h, "2", be_killed);
	house_say(h, "pull", "1", "a", &told);
	house_tick(h);
	assert_int_equal(house_count(h, REPLIES), 1);
	assert_int_equal(house_count(h, QUARANTINED), 0);
	assert_int_equal(house_count(h, SUSPECTS), 1); /* the other has not come again */
	for (int i = 0; i < 5; i++)
		leave_mark(h, "2", be_killed);
	house_say(h, "pull", "2", "a", &told);
	house_tick(h);
	assert_int_equal(told.result.accepted, 1);
	assert_int_equal(house_count(h, QUARANTINED), 1);
	assert_int_equal(house_count(h, SUSPECTS), 0);
}

/* A message that was committed is under no suspicion: the end came later. */
static void a_stored_message_is_no_suspect(void **state)
{
	struct house *h = *state;
	struct told told;

	house_say(h, "pull", "1", "a", &told);
	house_tick(h);
	leave_mark(h, "1", be_killed);
	assert_int_equal(house_count(h, SUSPECTS), 0);
}

/* In one batch, the others are handled all the same. */
static void the_batch_of_a_suspect(void **state)
{
	struct house *h = *state;
	struct told told;
	struct batch *b = house_batch(&told, 3);

	leave_mark(h, "1", abort_it);
	leave_mark(h, "1", abort_it);
	house_add(b, "pull", "0", "a", "帮助");
	house_add(b, "pull", "1", "b", "帮助");
	house_add(b, "pull", "2", "c", "帮助");
	gateway_submit(h->core.gateway, b);
	house_tick(h);
	assert_int_equal(told.result.accepted, 3);
	assert_int_equal(house_count(h, QUARANTINED), 1);
	assert_int_equal(house_count(h, ANSWERS), 2);
}

static void the_mark_itself(void **state)
{
	struct house *h = *state;
	const char *file = scratch_path(h->s, "other.mark");
	struct inbox_key key = inbox_key(h->s->db, STR("pull"), STR("1")), left;
	struct mark *mark;

	house_end(h);
	assert_int_equal(mark_open(file, &mark, &left), MARK_NONE);
	mark_set(mark, &key);
	mark_close(mark);
	assert_int_equal(mark_open(file, &mark, &left), MARK_KILLED);
	assert_memory_equal(&left, &key, sizeof key);
	mark_clear(mark);
	mark_close(mark);
	assert_int_equal(mark_open(file, &mark, &left), MARK_NONE);
	mark_close(mark);
	assert_int_equal(mark_open("/does/not/exist", &mark, &left), MARK_NONE); /* only a warning */
	mark_set(mark, &key);
	mark_close(mark);
	assert_int_equal(mark_open(NULL, &mark, &left), MARK_NONE);
	mark_set(mark, &key);
	mark_clear(mark);
	mark_close(mark);
	house_begin(h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		HOUSE_TEST(told_after_the_commit),
		HOUSE_TEST(many_share_a_transaction),
		HOUSE_TEST(order_is_kept),
		HOUSE_TEST(one_effect_each),
		HOUSE_TEST(what_is_queued_at_the_end_is_told),
		HOUSE_TEST(a_turn_that_fails_is_set_aside),
		HOUSE_TEST(whoever_said_it_is_told),
		HOUSE_TEST(that_nobody_can_be_told_fails_nobody),
		HOUSE_TEST(work_shares_the_transaction),
		HOUSE_TEST(a_failing_store_ends_it),
		HOUSE_TEST(a_full_disk_acknowledges_nothing),
		HOUSE_TEST(what_is_old_goes_within_an_hour),
		HOUSE_TEST(pictures_that_nobody_asked_for_go_at_once),
		HOUSE_TEST(two_crashes_set_aside),
		HOUSE_TEST(a_crash_at_the_talk_of_others),
		HOUSE_TEST(one_crash_is_forgiven),
		HOUSE_TEST(kills_weigh_less),
		HOUSE_TEST(a_stored_message_is_no_suspect),
		HOUSE_TEST(the_batch_of_a_suspect),
		HOUSE_TEST(the_mark_itself),
	};

	return cmocka_run_group_tests_name("gateway", tests, NULL, NULL);
}
