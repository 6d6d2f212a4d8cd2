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
#include "store/place/place.h"

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
	STRIDE = 7919 /* prime to their product: no name comes twice */
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
	struct rows *r = db_query0(y->w.core.db, "select s.name, s.platform, p.name, s.headcount from site s"
						 " join place p on p.id = s.street order by s.id");
	int64_t every = 0, n = 0;
	size_t riders = 0;

	every = db_get_int_n(y->w.core.db, 0, "select sum(headcount) from site", NULL, 0) / RIDERS;
	fputs("name,phone,trade,platform,site,street\n", f);
	while (db_next(r)) {
		struct str site = arena_str(y->w.arena, db_str(r, 0)), platform = arena_str(y->w.arena, db_str(r, 1)),
			   street = arena_str(y->w.arena, db_str(r, 2));
		const char *trade = trade_of(y, site, platform);
		int64_t people = db_int(r, 3);

		for (int64_t i = 0; i < people; i++, n++) {
			struct citizen c = born(y, n);
			struct str cells[] = { c.name, c.phone, str_c(trade), platform, site, street };

			csv_put_row(f, cells, sizeof cells / sizeof *cells);
			c.trade = str_c(trade);
			c.platform = platform;
			c.site = site;
			c.street = street;
			if (n % every == every / 2 && riders < RIDERS)
				y->riders[riders++] = c;
		}
	}
	db_done(r);
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
	struct rows *r = db_query0(
		db, "select unseal(i.native), unseal(p.name), coalesce(unseal(p.phone), '') from identity i"
		    " join person p on p.id = i.person order by i.id");

	y->staff = arena_array(y->w.arena, struct citizen,
			       (size_t)db_get_int_n(db, 0, "select count(*) from identity", NULL, 0));
	while (db_next(r))
		y->staff[y->n_staff++] = (struct citizen){ .id = arena_str(y->w.arena, db_str(r, 0)),
							   .name = arena_str(y->w.arena, db_str(r, 1)),
							   .phone = arena_str(y->w.arena, db_str(r, 2)) };
	db_done(r);
}

static void learn_places(struct year *y)
{
	struct rows *r = db_query0(y->w.core.db, "select name from place order by id");

	while (db_next(r)) {
		struct str name = arena_str(y->w.arena, db_str(r, 0));
		bool street = str_ends(name, STR("街道")) || str_ends(name, STR("镇"));

		if (street && y->n_streets < STREETS_MAX)
			y->street_names[y->n_streets++] = name;
		else if (!street && y->n_places < PLACES_MAX)
			y->places[y->n_places++] = name;
	}
	db_done(r);
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

static const struct citizen *with_role(struct year *y, const char *role, struct str scope)
{
	struct str id = db_get_str(y->w.core.db, y->w.arena,
				   "select unseal(i.native) from role r join identity i on i.person = r.person"
				   " where r.role = ?1 and r.scope = ?2 order by i.id limit 1",
				   V(str_c(role)), V(scope));
	const struct citizen *c = id.p ? known_as(y, id) : NULL;

	return c ? c : city(y);
}

const struct citizen *desk_of(struct year *y, struct str department)
{
	return with_role(y, str_ends(department, STR("街道")) ? "street" : "department", department);
}

const struct citizen *cadre_of(struct year *y, struct str street)
{
	return with_role(y, "street", street);
}

const struct citizen *secretary_of(struct year *y, struct str branch)
{
	return with_role(y, "branch", branch);
}

/* One is of the sample city, the other fourteen are the first of the year's people.csv. */
const struct citizen *patroller(struct year *y, int i)
{
	const struct citizen *c = i < PATROLLERS - 1 ? known_as(y, arena_printf(y->w.arena, "p%02d", i + 1))
						     : known_as(y, STR("kangdalin"));

	return c ? c : city(y);
}
