/* role.h - who may do what, and where: the roles of staff and volunteers. */
#ifndef STORE_PERSON_ROLE_H
#define STORE_PERSON_ROLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bot/base/arena.h"
#include "bot/base/err.h"
#include "bot/base/time.h"
#include "bot/base/str.h"

struct db;

enum role { ROLE_CITY, ROLE_STREET, ROLE_DEPARTMENT, ROLE_BRANCH, ROLE_SITE, ROLE_PATROL, ROLE_CHILDCARE, ROLE_COUNT };

#define ROLE_BIT(role) (1u << (role))

extern const char *const role_names[ROLE_COUNT]; /* "city", … */
bool role_read(struct str name, enum role *out);

/* The name under which `scope` is stored: of a street or town, department,
 * branch or site, also given by one of its other names. "" for a role that
 * needs none and was given none. Absent: it does not fit the role, and *why
 * says so. */
struct str role_scope(struct db *, enum role, struct str scope, struct arena *, struct str *why);

/* Gives a role to CHANNEL:ID, who becomes known if he was not; audited. *scope
 * is of role_scope. False: he holds it already. Errors stick on the db. */
bool role_grant(struct db *, ms_t now, const char *actor, struct str channel, struct str native, enum role,
		struct str scope, struct arena *);

/* Takes roles away: one, or all (role ROLE_COUNT); of every scope when scope is
 * absent. Audited, one row each. Returns how many. */
int64_t role_revoke(struct db *, ms_t now, const char *actor, struct str channel, struct str native, enum role,
		    struct str scope, struct arena *);

/* The same for somebody who is known. */
bool role_give(struct db *, ms_t now, const char *actor, int64_t person, enum role, struct str scope, struct arena *);
int64_t role_take(struct db *, ms_t now, const char *actor, int64_t person, enum role, struct str scope,
		  struct arena *);
/* Who holds a role, for whatever; returns how many there are. */
size_t role_holders(struct db *, enum role, int64_t *out, size_t room);

/* The roles of a person, as ROLE_BITs. */
unsigned role_bits(struct db *, int64_t person);
/* Does he hold this role for this scope (by its stored name), or for everything? */
bool role_covers(struct db *, int64_t person, enum role, struct str scope);

/* For what he holds the role (the first such scope); absent: he does not. */
struct str role_scope_of(struct db *, int64_t person, enum role, struct arena *);
/* The department or street for which a person acts; absent: none. */
struct str role_office(struct db *, int64_t person, struct arena *);

struct role_row {
	struct str identity; /* "bridge:chenrong": the first one of the person */
	struct str name;     /* absent: unknown */
	struct str role, scope;
};

/* All of them (person 0) or those of one, by role, then scope, then person. */
struct role_row *role_all(struct db *, int64_t person, struct arena *, size_t *n);

#endif
