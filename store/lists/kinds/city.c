/* city.c - rows of the table of kinds: the city: places, departments, sites, stations,
 * branches and groups, and what holds for all of it. */
#include "store/lists/kinds/sql.h"
#include "store/lists/kinds/table.h"

#define WEEKDAYS "mon tue wed thu fri sat sun"
#define SERVICES                                                                                                       \
	"water charging rest meal toilet medicine wifi umbrella aircon heating reading repair haircut tea print "      \
	"swap air shower mother legal study aed parking storage nap counsel checkup helmet phone jobs"

/* clang-format off */
const struct kind kind_places = {
	.name = "places",
	.whole = true,
	.columns = {
		{ "name", COLUMN_TEXT, .flags = COLUMN_KEY | COLUMN_REQUIRED },
		{ "aliases", COLUMN_TEXT, .flags = COLUMN_LIST },
		LAT_FLAGS(COLUMN_REQUIRED),
		LON_FLAGS(COLUMN_REQUIRED),
		DATUM,
	},
	.read = READ_PLACES " order by id",
	.find = READ_PLACES " where name = ?1",
	.write = {
		"insert into place(name, aliases, lat, lon, datum) values(?1, ?2, ?3, ?4, ?5) on conflict(name) do update"
		" set aliases = excluded.aliases, lat = excluded.lat, lon = excluded.lon, datum = excluded.datum",
	},
};

const struct kind kind_departments = {
	.name = "departments",
	.whole = true,
	.columns = {
		{ "name", COLUMN_TEXT, .flags = COLUMN_KEY | COLUMN_REQUIRED },
		{ "aliases", COLUMN_TEXT, .flags = COLUMN_LIST },
		{ "duty_id", COLUMN_ID, .ref = KIND_PEOPLE },
	},
	.read = READ_DEPARTMENTS " order by id",
	.find = READ_DEPARTMENTS " where name = ?1",
	.write = {
		"insert into department(name, aliases) values(?1, ?2) on conflict(name) do update set aliases = excluded.aliases",
	},
	.link = { "update department set duty = " PERSON("?3") " where name = ?1" },
};

const struct kind kind_sites = {
	.name = "sites",
	.whole = true,
	.columns = {
		{ "name", COLUMN_TEXT, .flags = COLUMN_KEY | COLUMN_REQUIRED },
		{ "platform", .type = COLUMN_TEXT },
		{ "street", COLUMN_TEXT, .flags = COLUMN_REQUIRED, .ref = KIND_PLACES },
		{ "grid", .type = COLUMN_TEXT },
		{ "manager_id", COLUMN_ID, .ref = KIND_PEOPLE },
		{ "headcount", .type = COLUMN_INT },
		LAT_FLAGS(0),
		LON_FLAGS(0),
		DATUM,
	},
	.read = READ_SITES " order by s.id",
	.find = READ_SITES " where s.name = ?1",
	.write = {
		"insert into site(name, platform, street, grid, headcount, lat, lon, datum)"
		" values(?1, ?2, " PLACE("?3") ", ?4, ?6, ?7, ?8, ?9) on conflict(name) do update"
		" set platform = excluded.platform, street = excluded.street, grid = excluded.grid,"
		" headcount = excluded.headcount, lat = excluded.lat, lon = excluded.lon, datum = excluded.datum",
	},
	.link = { "update site set manager = " PERSON("?5") " where name = ?1" },
};

const struct kind kind_stations = {
	.name = "stations",
	.columns = {
		{ "name", COLUMN_TEXT, .flags = COLUMN_KEY | COLUMN_REQUIRED },
		{ "address", COLUMN_TEXT, .flags = COLUMN_REQUIRED | COLUMN_LINES },
		LAT_FLAGS(COLUMN_REQUIRED),
		LON_FLAGS(COLUMN_REQUIRED),
		DATUM,
		{ "hours", COLUMN_HOURS, .flags = COLUMN_REQUIRED | COLUMN_LIST },
		{ "closed_days", COLUMN_ENUM, .flags = COLUMN_LIST, .allowed = WEEKDAYS },
		{ "services", COLUMN_ENUM, .flags = COLUMN_REQUIRED | COLUMN_LIST, .allowed = SERVICES },
		{ "state", COLUMN_ENUM, .otherwise = "open", .allowed = STATION_STATE_WORDS },
	},
	.read = READ_STATIONS " order by id",
	.find = READ_STATIONS " where name = ?1",
	.write = {
		"insert into station(name, address, lat, lon, datum, hours, closed_days, services, state)"
		" values(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) on conflict(name) do update"
		" set address = excluded.address, lat = excluded.lat, lon = excluded.lon, datum = excluded.datum,"
		" hours = excluded.hours, closed_days = excluded.closed_days, services = excluded.services,"
		" state = excluded.state",
	},
};

const struct kind kind_branches = {
	.name = "branches",
	.whole = true,
	.columns = {
		{ "name", COLUMN_TEXT, .flags = COLUMN_KEY | COLUMN_REQUIRED },
		{ "trade", COLUMN_ENUM, .allowed = TRADES },
		{ "contact_id", COLUMN_ID, .ref = KIND_PEOPLE },
		{ "meets", .type = COLUMN_MEETS },
		{ "group", COLUMN_ID, .ref = KIND_GROUPS },
	},
	.read = READ_BRANCHES " order by b.id",
	.find = READ_BRANCHES " where b.name = ?1",
	.write = {
		"insert into branch(name, trade, meets) values(?1, ?2, ?4) on conflict(name) do update"
		" set trade = excluded.trade, meets = excluded.meets",
	},
	.link = {	/* a branch has one group, and both know it */
		"update branch set contact = " PERSON("?3") ", chat = (select id from chat where key = keyed(?5)) where name = ?1",
		"update chat set branch = null where ?5 is not null and key <> keyed(?5)"
		" and branch = (select id from branch where name = ?1)",
		"update chat set branch = (select id from branch where name = ?1) where key = keyed(?5)",
	},
};

const struct kind kind_groups = {
	.name = "groups",
	.whole = true,
	.columns = {
		{ "chat", COLUMN_ID, .flags = COLUMN_KEY | COLUMN_REQUIRED },
		{ "title", .type = COLUMN_TEXT },
		{ "street", COLUMN_TEXT, .ref = KIND_PLACES },
		{ "branch", COLUMN_TEXT, .ref = KIND_BRANCHES },
	},
	.read = READ_GROUPS " order by c.id",
	.find = READ_GROUPS " and c.key = keyed(?1)",
	.write = {
		"insert into chat(channel, key, native, type, title, street, branch, noticed, imported)"
		" values(" CHANNEL("?1") ", keyed(?1), seal(" NATIVE("?1") "), 'group', ?2, " PLACE("?3") ","
		" (select id from branch where name = ?4), 1, 1) on conflict(key) do update"
		" set title = excluded.title, street = excluded.street, branch = excluded.branch, noticed = 1, imported = 1",
	},
	.link = { "update branch set chat = (select id from chat where key = keyed(?1)) where name = ?4" },
	.touch = "update chat set noticed = 1, imported = 1 where key = keyed(?1) and imported = 0",
};

const struct kind kind_routing = {
	.name = "routing",
	.columns = {
		{ "kind", COLUMN_ENUM, .flags = COLUMN_KEY | COLUMN_REQUIRED, .allowed = CASE_KIND_WORDS },
		{ "category", COLUMN_TEXT, .flags = COLUMN_KEY },
		{ "area", COLUMN_TEXT, .flags = COLUMN_KEY, .ref = KIND_PLACES },
		{ "department", COLUMN_TEXT, .flags = COLUMN_REQUIRED, .ref = KIND_DEPARTMENTS },
	},
	.read = READ_ROUTING " order by r.kind, r.category, r.area",
	.find = READ_ROUTING " where r.kind = ?1 and r.category = coalesce(?2, '') and r.area = coalesce(?3, '')",
	.write = {
		"insert into routing(kind, category, area, department) values(?1, coalesce(?2, ''), coalesce(?3, ''),"
		" (select id from department where name = ?4)) on conflict(kind, category, area) do update"
		" set department = excluded.department",
	},
};

const struct kind kind_deadlines = {
	.name = "deadlines",
	.columns = {
		{ "kind", COLUMN_ENUM, .flags = COLUMN_KEY | COLUMN_REQUIRED, .allowed = CASE_KIND_WORDS },
		{ "category", COLUMN_TEXT, .flags = COLUMN_KEY },
		{ "workdays", COLUMN_INT, .flags = COLUMN_REQUIRED, .min = 1, .max = 1000 },
	},
	.read = READ_DEADLINES " order by kind, category",
	.find = READ_DEADLINES " where kind = ?1 and category = coalesce(?2, '')",
	.write = {
		"insert into deadline(kind, category, workdays) values(?1, coalesce(?2, ''), ?3)"
		" on conflict(kind, category) do update set workdays = excluded.workdays",
	},
};

const struct kind kind_holidays = {
	.name = "holidays",
	.columns = {
		{ "date", COLUMN_DATE, .flags = COLUMN_KEY | COLUMN_REQUIRED },
		{ "kind", COLUMN_ENUM, .flags = COLUMN_REQUIRED, .allowed = HOLIDAY_KIND_WORDS },
		{ "name", COLUMN_TEXT, .flags = COLUMN_REQUIRED },
	},
	.read = READ_HOLIDAYS " order by day",
	.find = READ_HOLIDAYS " where day = ?1",
	.write = {
		"insert into holiday(day, kind, name) values(?1, ?2, ?3) on conflict(day) do update"
		" set kind = excluded.kind, name = excluded.name",
	},
};

const struct kind kind_access = {	/* only what is confirmed; an imported row is */
	.name = "access",
	.columns = {
		{ "place", COLUMN_TEXT, .flags = COLUMN_KEY | COLUMN_REQUIRED },
		{ "kind", COLUMN_ENUM, .flags = COLUMN_KEY | COLUMN_REQUIRED, .allowed = ACCESS_NOTE_KIND_WORDS },
		{ "text", COLUMN_TEXT, .flags = COLUMN_REQUIRED | COLUMN_SEALED },
	},
	.read = READ_ACCESS " order by number",
	.find = READ_ACCESS " and place_key = keyed(?1) and kind = ?2",
	.write = {
		"insert into number(letter, last) values('G', 1) on conflict do update set last = last + 1",
		"update access_note set state = 'replaced' where place_key = keyed(?1) and kind = ?2 and state = 'confirmed'",
		"insert into access_note(number, uid, place, place_key, kind, text, state, at, decided_at)"
		" values((select last from number where letter = 'G'), lower(hex(randomblob(8))), seal(?1), keyed(?1), ?2,"
		" seal(?3), 'confirmed', ?15, ?15)",
	},
};
/* clang-format on */
