/* people.c - who lives there: the sample city is imported, then its census of some
 * 4,400 people at 107 sites, which is made up here row by row. Those who speak in the
 * year are people of the census. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "bot/config/scratch.h"
#include "bot/year/stage.h"
#include "store/lists/csv.h"
#include "store/lists/import.h"
#include "store/messages/room.h"
#include "store/person/person.h"
#include "store/register/profile.h"
#include "store/person/role.h"

/* The sample city as it is, without whom and what the year brings itself. */
static const enum kind_id city_kinds[] = { KIND_PLACES,	   KIND_DEPARTMENTS, KIND_SITES,   KIND_STATIONS,
					   KIND_BRANCHES,  KIND_GROUPS,	     KIND_PEOPLE,  KIND_ADMINS,
					   KIND_LESSONS,   KIND_QUESTIONS,   KIND_WINDOWS, KIND_ROUTING,
					   KIND_DEADLINES, KIND_HOLIDAYS };
static const enum kind_id year_kinds[] = { KIND_PEOPLE, KIND_ADMINS, KIND_DEPARTMENTS };

static const char *const families[] = {
	"王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高",
	"林", "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧",
	"程", "曹", "袁", "邓", "许", "傅", "沈", "曾", "彭", "吕", "苏", "卢", "蒋", "蔡", "贾",
	"丁", "魏", "薛", "叶", "阎", "余", "潘", "杜", "戴", "夏", "钟", "汪", "田", "任", "姜",
};
static const char *const first[] = {
	"志", "建", "小", "晓", "文", "国", "春", "秀", "玉", "家", "永", "俊", "海", "云",
	"桂", "金", "天", "世", "正", "子", "思", "佳", "雨", "嘉", "宇", "泽", "明", "光",
	"红", "丽", "美", "淑", "德", "成", "长", "兴", "少", "大", "中", "新",
};
static const char *const second[] = {
	"强", "军", "华", "勇", "杰", "涛", "超", "波", "刚", "辉", "鹏", "平", "飞", "斌",
	"浩", "凯", "健", "俊", "林", "峰", "芳", "娟", "敏", "静", "燕", "艳", "玲", "梅",
	"莉", "兰", "洁", "琴", "英", "霞", "婷", "雪", "慧", "莹", "蓉", "菊",
};

enum {
	FAMILIES = sizeof families / sizeof *families,
	FIRST = sizeof first / sizeof *first,
	SECOND = sizeof second / sizeof *second,
	STRIDE = 7919,	 /* prime to their product: no name comes twice */
	KNOWN_MAX = 1024 /* people with an id when the year begins */
};

/* What somebody does, by whose site it is or by its name. */
static const struct {
	const char *word, *trade;
} trades[] = {
	{ "滴滴", "ridehail" },	  { "曹操", "ridehail" }, { "T3", "ridehail" },	  { "网约车", "ridehail" },
	{ "货", "truck" },	  { "满帮", "truck" },	  { "快狗", "truck" },	  { "运输队", "truck" },
	{ "车队", "truck" },	  { "直播", "live" },	  { "同城", "delivery" }, { "美团", "delivery" },
	{ "饿了么", "delivery" }, { "闪送", "delivery" }, { "秒送", "delivery" }, { "达达", "delivery" },
	{ "跑腿", "delivery" },	  { "顺丰", "courier" },  { "通", "courier" },	  { "韵达", "courier" },
	{ "极兔", "courier" },	  { "京东", "courier" },  { "邮政", "courier" },  { "德邦", "courier" },
};

static const char *trade_of(struct year *y, struct str site, struct str platform)
{
	struct str both = arena_printf(y->w.arena, STR_FMT " " STR_FMT, STR_ARG(site), STR_ARG(platform));

	for (size_t i = 0; i < sizeof trades / sizeof *trades; i++)
		if (str_has(both, str_c(trades[i].word)))
			return trades[i].trade;
	return "other";
}

static struct citizen born(struct year *y, int64_t i)
{
	int64_t k = i * STRIDE % (FAMILIES * FIRST * SECOND);

	return (struct citizen){
		.id = arena_printf(y->w.arena, "y%04" PRId64, i),
		.name = arena_printf(y->w.arena, "%s%s%s", families[k % FAMILIES], first[k / FAMILIES % FIRST],
				     second[k / FAMILIES / FIRST]),
		.phone = arena_printf(y->w.arena, "13800%06" PRId64, 10000 + i),
	};
}

/* One row a person; every ninth or so will speak. */
static int64_t write_census(struct year *y, FILE *f)
{
	int64_t people = 0, n = 0;
	size_t riders = 0;

	for (size_t i = 0; i < y->n_sites; i++)
		people += y->sites[i].headcount;
	int64_t every = people / RIDERS;

	fputs("name,phone,trade,platform,site,street\n", f);
	for (const struct site_row *s = y->sites; s < y->sites + y->n_sites; s++) {
		const char *trade = trade_of(y, s->name, s->platform);

		for (int64_t i = 0; i < s->headcount; i++, n++) {
			struct citizen c = born(y, n);
			struct str cells[] = { c.name, c.phone, str_c(trade), s->platform, s->name, s->street };

			csv_put_row(f, cells, sizeof cells / sizeof *cells);
			c.trade = str_c(trade);
			c.platform = s->platform;
			c.site = s->name;
			c.street = s->street;
			if (n % every == every / 2 && riders < RIDERS)
				y->riders[riders++] = c;
		}
	}
	return n;
}

static enum err import_some(struct year *y, const char *dir, const enum kind_id *of, size_t n)
{
	struct import_source sources[KIND_COUNT];
	struct import_report report = { 0 };

	for (size_t i = 0; i < n; i++) {
		const char *path = arena_printf(y->w.arena, "%s/%s.csv", dir, kinds[of[i]]->name).p;

		sources[i] = (struct import_source){ of[i], path, path };
	}
	enum err e = import_files(y->w.core.db, sources, n, &(struct import_options){ .now = y->w.now }, y->w.arena,
				  &report);

	if (e != OK)
		import_print_problems(&report, "xiaodeng: ", y->setup->err);
	return e;
}

static enum err import_census(struct year *y)
{
	static const enum kind_id census[] = { KIND_CENSUS };
	char dir[64];
	enum err e = ERR_IO;

	if (!scratch_dir(dir, sizeof dir))
		return ERR_IO;
	FILE *f = fopen(arena_printf(y->w.arena, "%s/census.csv", dir).p, "w");

	if (f) {
		(void)write_census(y, f);
		if (fclose(f) == 0)
			e = import_some(y, dir, census, 1);
	}
	scratch_remove(dir);
	return e;
}

/* All that have an id by now: staff, patrollers, and the people of the sample city. */
static void meet_staff(struct year *y)
{
	struct db *db = y->w.core.db;
	struct str channel = str_c(y->w.config->channels[0].name);
	struct room_person *known;

	y->n_staff = room_people(db, channel, NO_STR, KNOWN_MAX, &known, y->w.arena);
	y->staff = arena_array(y->w.arena, struct citizen, y->n_staff);
	for (size_t i = 0; i < y->n_staff; i++) {
		int64_t person = person_find(db, channel, known[i].id, y->w.arena).id;

		y->staff[i] = (struct citizen){ .person = person,
						.id = known[i].id,
						.name = known[i].name,
						.phone = profile_load(db, person, y->w.arena).phone };
	}
}

static void learn_places(struct year *y)
{
	struct room_place *known;
	size_t n = room_places(y->w.core.db, STREETS_MAX + PLACES_MAX, &known, y->w.arena);

	for (size_t i = 0; i < n; i++) {
		struct str name = known[i].name;
		bool street = str_ends(name, STR("街道")) || str_ends(name, STR("镇"));

		if (street && y->n_streets < STREETS_MAX)
			y->street_names[y->n_streets++] = name;
		else if (!street && y->n_places < PLACES_MAX)
			y->places[y->n_places++] = name;
	}
	for (size_t i = 0; i < y->n_places; i++) {
		struct position at;

		if (place_position(y->w.core.db, y->places[i], &at))
			y->place_streets[i] = place_name(y->w.core.db, place_area_of(y->w.core.db, &at), y->w.arena);
	}
}

struct str place_in(struct year *y, struct str street)
{
	for (unsigned i = roll(y, (unsigned)y->n_places), k = 0; k < y->n_places; k++)
		if (str_eq(y->place_streets[(i + k) % y->n_places], street))
			return y->places[(i + k) % y->n_places];
	return street;
}

enum err year_people(struct year *y)
{
	const char *year = arena_printf(y->w.arena, "%s/year", y->setup->dir).p;
	enum err e = import_some(y, y->setup->dir, city_kinds, sizeof city_kinds / sizeof *city_kinds);

	if (e == OK)
		e = import_some(y, year, year_kinds, sizeof year_kinds / sizeof *year_kinds);
	y->sites = place_sites(y->w.core.db, y->w.arena, &y->n_sites);
	if (e == OK)
		e = import_census(y);
	if (e == OK) {
		meet_staff(y);
		learn_places(y);
	}
	return e;
}

/* ------------------------------------------------------------------ who does what */

static const struct citizen *known_as(struct year *y, struct str id)
{
	for (size_t i = 0; i < y->n_staff; i++)
		if (str_eq(y->staff[i].id, id))
			return &y->staff[i];
	return NULL;
}

const struct citizen *staff_named(struct year *y, const char *name)
{
	for (size_t i = 0; i < y->n_staff; i++)
		if (str_is(y->staff[i].name, name))
			return &y->staff[i];
	return city(y);
}

const struct citizen *city(struct year *y)
{
	return known_as(y, STR("linwei"));
}

static const struct citizen *with_role(struct year *y, enum role role, struct str scope)
{
	for (const struct citizen *c = y->staff; c < y->staff + y->n_staff; c++)
		if (role_covers(y->w.core.db, c->person, role, scope))
			return c;
	return city(y);
}

const struct citizen *desk_of(struct year *y, struct str department)
{
	return with_role(y, str_ends(department, STR("街道")) ? ROLE_STREET : ROLE_DEPARTMENT, department);
}

const struct citizen *cadre_of(struct year *y, struct str street)
{
	return with_role(y, ROLE_STREET, street);
}

const struct citizen *secretary_of(struct year *y, struct str branch)
{
	return with_role(y, ROLE_BRANCH, branch);
}

/* One is of the sample city, the other fourteen are the first of the year's people.csv. */
const struct citizen *patroller(struct year *y, int i)
{
	const struct citizen *c = i < PATROLLERS - 1 ? known_as(y, arena_printf(y->w.arena, "p%02d", i + 1))
						     : known_as(y, STR("kangdalin"));

	return c ? c : city(y);
}
