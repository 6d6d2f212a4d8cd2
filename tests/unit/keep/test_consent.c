/* test_consent.c - a yes in words: nothing is kept before it, a form waits for it,
 * goes on without what is optional, and ends when it cannot; changed words are said again. */
#include "tests/unit/scratch.h"

#include "handlers/turn/consent.h"
#include "store/keep/consent.h"
#include "tests/unit/dialogs/test_dialogs_fixture.h"

/* The handler of `callback` with a form whose number is to be passed on. */
#define PACK(wording, optional)                                                                                           \
	"[slot phone]\ntype = phone\npersonal = passing_on\n"                                                             \
	"[control yes]\nrule = ^对$\n[control cancel]\nrule = ^算了$\n"                                                \
	"[intent callback]\nwhere = GP\nrule = 回电话\n"                                                               \
	"[intent volunteer.record]\nwhere = P\nrule = 时长\n"                                                           \
	"[intent consent.agree]\nwhere = P\ncontext = consent\nrule = ^同意$\n"                                         \
	"[intent consent.decline]\nwhere = P\ncontext = consent\nrule = ^不同意$\n"                                    \
	"[form callback]\nprivate = yes\nfield = phone\nconsent = passing_on\n" optional                                  \
	"ask = ask\nrefuse = refuse\n"                                                                                    \
	"[phrase consent.passing_on]\ntext = " wording "\n"                                                               \
	"[phrase consent.yes]\ntext = 同意\n[phrase consent.no]\ntext = 不同意\n"                                    \
	"[phrase consent.declined]\ntext = declined\n[phrase form.cancelled]\ntext = off\n"                               \
	"[phrase ask]\ntext = 号码？\n[phrase refuse]\ntext = 不对\n[phrase callback.saved]\ntext = saved {phone}\n" \
	"[phrase volunteer.unknown]\ntext = none\n"                                                                       \
	"[phrase privacy.number_in_group]\ntext = take it back\n[phrase group.introduction]\ntext = me\n"                 \
	"[phrase form.back]\ntext = back\n[phrase private.please]\ntext = private\n"

struct play {
	struct scratch *s;
	struct try_pack pack;
	struct str last; /* what was answered in private */
	int n;
};

static bool anybody(void *arg, struct str channel)
{
	(void)arg;
	(void)channel;
	return true;
}

static void keep(void *arg, int64_t id, struct str channel, int64_t chat, int class)
{
	struct play *p = arg;

	(void)channel;
	(void)class;
	if (db_get_int(p->s->db, 0, "select count(*) from chat where id = ?1 and type = 'private'", V(chat)) > 0)
		p->last = db_get_str(p->s->db, p->s->a, "select unseal(body) from outbox where id = ?1", V(id));
}

static const char *say(struct play *p, enum chat_type type, const char *text)
{
	struct turn_world world = {
		.db = p->s->db, .pack = p->pack.pack, .may_write_first = anybody, .queued = keep, .arg = p
	};
	struct message m = {
		.channel = STR("t"),
		.id = arena_printf(p->s->a, "%d", ++p->n),
		.chat = type == CHAT_GROUP ? STR("g") : STR("z"),
		.type = type,
		.from = STR("z"),
		.name = STR("张勇"),
		.text = str_c(text),
		.mentions_bot = true,
	};
	struct turn_result r;

	p->last = STR("");
	assert_int_equal(db_begin(p->s->db), OK);
	turn_run(&world, &m, NOON_CLOCK + p->n * (ms_t)MS_MINUTE, p->s->a, &r);
	assert_int_equal(db_commit(p->s->db), OK);
	return p->last.p;
}

static int64_t calls(struct play *p)
{
	return db_get_int(p->s->db, 0, "select count(*) from callback where id > ?1", V(0));
}

static int64_t given(struct play *p)
{
	return db_get_int(p->s->db, 0, "select count(*) from consent where at is not null and person > ?1", V(0));
}

#define HAS(text, what) assert_non_null(strstr((text), (what)))
#define LACKS(text, what) assert_null(strstr((text), (what)))

static void asked_first(void **state)
{
	struct play p = { .s = *state, .pack = try_pack(PACK("给单位？", "")) };

	show(&p.pack.wrong);
	assert_non_null(p.pack.pack);
	const char *said = say(&p, CHAT_PRIVATE, "回电话");

	HAS(said, "给单位？");
	HAS(said, "不同意");
	LACKS(said, "号码");
	HAS(say(&p, CHAT_PRIVATE, "13800000101"), "给单位？"); /* a number is no yes */
	assert_int_equal(calls(&p), 0);
	assert_int_equal(given(&p), 0);
	HAS(say(&p, CHAT_PRIVATE, "同意"), "saved 138****0101");
	assert_int_equal(calls(&p), 1);
	assert_int_equal(given(&p), 1);
	LACKS(say(&p, CHAT_PRIVATE, "回电话"), "给单位");
	try_pack_free(&p.pack);
	/* other words: the yes to the old ones is none to these */
	p.pack = try_pack(PACK("给单位，还给街道？", ""));
	HAS(say(&p, CHAT_PRIVATE, "回电话 13800000102"), "还给街道");
	assert_int_equal(given(&p), 0);
	HAS(say(&p, CHAT_PRIVATE, "同意"), "saved 138****0102");
	try_pack_free(&p.pack);
}

static void declined(void **state)
{
	struct play p = { .s = *state, .pack = try_pack(PACK("给单位？", "")) };

	say(&p, CHAT_PRIVATE, "回电话 13800000101");
	HAS(say(&p, CHAT_PRIVATE, "不同意"), "declined");
	assert_int_equal(calls(&p), 0);
	LACKS(say(&p, CHAT_PRIVATE, "同意"), "saved"); /* it is over */
	assert_int_equal(given(&p), 0);
	try_pack_free(&p.pack);
}

static void goes_on_without(void **state)
{
	struct play p = { .s = *state, .pack = try_pack(PACK("给单位？", "optional = yes\n")) };

	say(&p, CHAT_PRIVATE, "回电话 13800000101");
	HAS(say(&p, CHAT_PRIVATE, "不同意"), "saved");
	assert_int_equal(calls(&p), 1);
	assert_int_equal(
		db_get_int(p.s->db, 0, "select count(*) from callback where unseal(phone) <> '' and id > ?1", V(0)), 0);
	try_pack_free(&p.pack);
}

static void something_else_between(void **state)
{
	struct play p = { .s = *state, .pack = try_pack(PACK("给单位？", "")) };

	say(&p, CHAT_PRIVATE, "回电话 13800000101");
	HAS(say(&p, CHAT_PRIVATE, "我的时长"), "给单位？");
	HAS(say(&p, CHAT_PRIVATE, "同意"), "saved 138****0101");
	try_pack_free(&p.pack);
}

static void from_a_group(void **state)
{
	struct play p = { .s = *state, .pack = try_pack(PACK("给单位？", "")) };

	HAS(say(&p, CHAT_GROUP, "回电话 13800000101"), "给单位？");
	assert_int_equal(calls(&p), 0);
	HAS(say(&p, CHAT_PRIVATE, "同意"), "saved 138****0101");
	HAS(say(&p, CHAT_GROUP, "回电话 13800000102"), "saved 138****0102");
	try_pack_free(&p.pack);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCRATCH_DB_TEST(asked_first),	  SCRATCH_DB_TEST(declined),
		SCRATCH_DB_TEST(goes_on_without), SCRATCH_DB_TEST(something_else_between),
		SCRATCH_DB_TEST(from_a_group),
	};

	setenv("TZ", "Asia/Shanghai", 1);
	return cmocka_run_group_tests_name("consent", tests, NULL, NULL);
}
