/* people.c - rows of the table of kinds: people: who they are, what they may
 * do, what they are sent. */
#include "store/lists/kinds/sql.h"
#include "store/lists/kinds/table.h"

/* clang-format off */
const struct kind kind_people = {
	.name = "people",
	.columns = {
		{ "id", COLUMN_ID, .flags = COLUMN_KEY | COLUMN_REQUIRED },
		{ "name", COLUMN_TEXT, .flags = COLUMN_REQUIRED | COLUMN_SEALED },
		{ "phone", COLUMN_PHONE, .flags = COLUMN_SEALED },
		{ "trade", COLUMN_ENUM, .allowed = TRADES },
		{ "platform", .type = COLUMN_TEXT },
		{ "site", COLUMN_TEXT, .ref = KIND_SITES },
		{ "street", COLUMN_TEXT, .ref = KIND_PLACES },
		{ "groups", COLUMN_ID, .flags = COLUMN_LIST | COLUMN_SET, .ref = KIND_GROUPS },
		{ "registered", COLUMN_ENUM, .otherwise = "no", .allowed = "yes no" },
	},
	.read = READ_PEOPLE " where p.name is not null and exists"	/* unnamed: only passed by */
		" (select 1 from identity i where i.person = p.id) order by p.id",
	.find = READ_PEOPLE " where p.id = " PERSON("?1"),
	.create = {
		"insert into person(uid, name, name_key, phone, phone_key, trade, platform, site, street, registered, source,"
		" created_at, registered_at, since_at) values(lower(hex(randomblob(8))), seal(?2), keyed(?2), seal(?3), keyed(?3),"
		" ?4, ?5, " SITE("?6") ", " PLACE("?7") ", ?9 = 'yes', 'people', ?15, iif(?9 = 'yes', ?15, null),"
		" iif(?9 = 'yes', ?15, null))",
		NEW_IDENTITY,
		ADD_GROUPS,
	},
	.write = {
		"insert into job(person, trade, platform, site, street, from_at, to_at, why)"	/* leavers and changers */
		" select id, trade, platform, site, street, coalesce(since_at, registered_at), ?15, iif(?9 = 'yes', 'changed', 'left')"
		" from person where id = " PERSON("?1") " and registered and (?9 = 'no' or " OTHER_JOB ")"
		" and (trade is not null or platform is not null or site is not null)",
		"update person set name = seal(?2), name_key = keyed(?2), phone = seal(?3), phone_key = keyed(?3), trade = ?4,"
		" platform = ?5, site = " SITE("?6") ", site_said = iif(?6 is null, site_said, null), street = " PLACE("?7") ","
		" since_at = iif(?9 = 'no', null, iif(registered and not (" OTHER_JOB "), since_at, ?15)),"
		" left_at = iif(?9 = 'yes', null, iif(registered, ?15, left_at)),"
		" registered = ?9 = 'yes', registered_at = iif(?9 = 'yes', coalesce(registered_at, ?15), null)"
		" where id = " PERSON("?1"),
		"delete from person_group where person = " PERSON("?1"),
		ADD_GROUPS,
	},
	.person = "select " PERSON("?1"),
};

const struct kind kind_census = {
	.name = "census",
	.columns = {
		{ "name", COLUMN_TEXT, .flags = COLUMN_KEY | COLUMN_REQUIRED | COLUMN_SEALED },
		{ "phone", COLUMN_PHONE, .flags = COLUMN_EITHER | COLUMN_SEALED },
		{ "trade", COLUMN_ENUM, .allowed = TRADES },
		{ "platform", .type = COLUMN_TEXT },
		{ "site", COLUMN_TEXT, .flags = COLUMN_EITHER, .ref = KIND_SITES },
		{ "street", COLUMN_TEXT, .ref = KIND_PLACES },
	},
	.read = "select unseal(name), unseal(phone), trade, platform, " SITE_NAME ", " STREET_NAME " from person"
		" where source = 'census' and name is not null"	/* one who has an id by now is in people */
		" and not exists (select 1 from identity i where i.person = person.id) order by id",
	.find = "select unseal(name), " AS_SAID("unseal(phone)", "?2") ", " AS_SAID("trade", "?3") ", "
		AS_SAID("platform", "?4") ", " AS_SAID(SITE_NAME, "?5") ", " AS_SAID(STREET_NAME, "?6")
		" from person where id = " LISTED,
	.create = {
		"insert into person(uid, name, name_key, phone, phone_key, trade, platform, site, street, source, created_at)"
		" values(lower(hex(randomblob(8))), seal(?1), keyed(?1), seal(?2), keyed(?2), ?3, ?4,"
		" " SITE("?5") ", " PLACE("?6") ", 'census', ?15)",
		LIST("last_insert_rowid()"),
	},
	.write = {
		"update person set " KEEP("phone", "seal(?2)") ", " KEEP("phone_key", "keyed(?2)") ", " KEEP("trade", "?3") ", "
		KEEP("platform", "?4") ", " KEEP("site", SITE("?5")) ", "
		KEEP("street", PLACE("?6")) " where id = " LISTED,
	},
	.note = LIST(LISTED),
	.person = "select " LISTED,
};

const struct kind kind_admins = {
	.name = "admins",
	.whole = true,
	.columns = {
		{ "id", COLUMN_ID, .flags = COLUMN_KEY | COLUMN_REQUIRED, .ref = KIND_PEOPLE },
		{ "name", COLUMN_TEXT, .flags = COLUMN_SEALED },
		{ "role", COLUMN_ENUM, .flags = COLUMN_KEY | COLUMN_REQUIRED,
		  .allowed = ROLE_ROLE_WORDS },
		{ "scope", COLUMN_TEXT, .flags = COLUMN_KEY },
	},
	.read = READ_ADMINS " order by r.person, r.role, r.scope",
	.find = READ_ADMINS " where r.person = " PERSON("?1") " and r.role = ?3 and r.scope = coalesce(?4, '')",
	.write = {
		NEW_PERSON,
		NEW_IDENTITY,
		"update person set name = seal(?2), name_key = keyed(?2) where id = " PERSON("?1") " and name is null"
		" and ?2 is not null",
		"insert into role(person, role, scope) values(" PERSON("?1") ", ?3, coalesce(?4, '')) on conflict do nothing",
	},
};

const struct kind kind_directory = {	/* who is responsible where, beside the roles */
	.name = "directory",
	.whole = true,
	.columns = {
		{ "id", COLUMN_ID, .flags = COLUMN_KEY | COLUMN_REQUIRED, .ref = KIND_PEOPLE },
		{ "what", COLUMN_ENUM, .flags = COLUMN_KEY | COLUMN_REQUIRED, .allowed = RESPONSIBLE_WHAT_WORDS },
		{ "scope", COLUMN_TEXT, .flags = COLUMN_KEY | COLUMN_REQUIRED },
	},
	.read = READ_DIRECTORY " order by r.person, r.what, r.scope",
	.find = READ_DIRECTORY " where r.person = " PERSON("?1") " and r.what = ?2 and r.scope = ?3",
	.write = {
		"insert into responsible(person, what, scope) values(" PERSON("?1") ", ?2, ?3) on conflict do nothing",
	},
};

const struct kind kind_members = {
	.name = "members",
	.columns = {
		{ "id", COLUMN_ID, .flags = COLUMN_KEY | COLUMN_REQUIRED, .ref = KIND_PEOPLE },
		{ "branch", COLUMN_TEXT, .ref = KIND_BRANCHES },
		{ "state", COLUMN_ENUM, .otherwise = "pending", .allowed = "pending verified left" },
	},
	.read = READ_MEMBERS NOT_FORGOTTEN("m.person") " order by m.person",
	.find = READ_MEMBERS " where m.person = " PERSON("?1"),
	.write = {
		"insert into member(person, branch, state) values(" PERSON("?1") ", (select id from branch where name = ?2), ?3)"
		" on conflict(person) do update set branch = excluded.branch, state = excluded.state",
	},
};

const struct kind kind_volunteers = {
	.name = "volunteers",
	.columns = {
		{ "id", COLUMN_ID, .flags = COLUMN_KEY | COLUMN_REQUIRED, .ref = KIND_PEOPLE },
		{ "area", COLUMN_TEXT, .flags = COLUMN_REQUIRED, .ref = KIND_PLACES },
		LAT_FLAGS(COLUMN_SEALED),	/* none: that of the area, wherever that moves */
		LON_FLAGS(COLUMN_SEALED),
		DATUM,
		{ "radius_km", COLUMN_NUMBER, .flags = COLUMN_ABOVE, .otherwise = "3", .max = 1000 },
		{ "skills", COLUMN_TEXT, .flags = COLUMN_LIST },
		{ "state", COLUMN_ENUM, .otherwise = "pending", .allowed = VOLUNTEER_STATE_WORDS },
		{ "hours", COLUMN_NUMBER, .otherwise = "0", .max = 1e6 },
	},
	.read = READ_VOLUNTEERS NOT_FORGOTTEN("v.person") " order by v.person",
	.find = READ_VOLUNTEERS " where v.person = " PERSON("?1"),
	.write = {
		"insert into volunteer(person, area, lat, lon, datum, radius_km, skills, state, hours, since_at)"
		" values(" PERSON("?1") ", ?2, seal(?3), seal(?4), ?5, ?6, ?7, ?8, ?9, ?15) on conflict(person) do update"
		" set area = excluded.area, lat = excluded.lat, lon = excluded.lon, datum = excluded.datum,"
		" radius_km = excluded.radius_km, skills = excluded.skills, state = excluded.state, hours = excluded.hours",
	},
};

const struct kind kind_subscriptions = {
	.name = "subscriptions",
	.columns = {
		{ "chat", COLUMN_ID, .flags = COLUMN_KEY | COLUMN_REQUIRED },	/* a group or a person */
		{ "kind", COLUMN_ENUM, .flags = COLUMN_KEY, .otherwise = "briefing", .allowed = SUBSCRIPTION_KIND_WORDS },
		{ "time", COLUMN_CLOCK, .otherwise = "07:30" },
		{ "state", COLUMN_ENUM, .otherwise = "active", .allowed = SUBSCRIPTION_STATE_WORDS },
	},
	.read = READ_SUBSCRIPTIONS " order by s.chat, s.kind",
	.find = READ_SUBSCRIPTIONS " where c.key = keyed(?1) and s.kind = ?2",
	.write = {
		"insert into chat(channel, key, native, type, person) select " CHANNEL("?1") ", keyed(?1), seal(" NATIVE("?1") "),"
		" 'private', " PERSON("?1") " where not exists (select 1 from chat where key = keyed(?1))",
		"insert into subscription(chat, kind, time, state) values((select id from chat where key = keyed(?1)), ?2, ?3, ?4)"
		" on conflict(chat, kind) do update set time = excluded.time, state = excluded.state",
	},
};
/* clang-format on */
