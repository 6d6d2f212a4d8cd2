/* station.h - warm-heart stations: where, when open, what they have; and what
 * staff change about them. */
#ifndef STORE_STATION_STATION_H
#define STORE_STATION_STATION_H

#include <stdbool.h>

#include "bot/base/message.h"
#include "store/db/db.h"
#include "store/place/opening.h"

/* Services as a set: a bit for each, in the order of the import's list. */
typedef uint32_t service_set;
service_set services_read(struct str list); /* "water;meal"; unknown words are left out */
struct str services_list(service_set, struct arena *);

/* ------------------------------------------------------------------- finding */

/* All stations in memory, always those of the database as it is now. */
struct stations;
struct stations *stations_new(struct db *);
void stations_free(struct stations *); /* before the db is closed */

enum station_state {
	STATION_OPEN,
	STATION_SHUT,	 /* out of hours */
	STATION_DAY_OFF, /* today is one of its days off */
	STATION_CLOSED,	 /* by staff */
};

struct station {
	int64_t id;
	struct str name, address, hours, closed_days; /* lists with ; between */
	service_set has;			      /* now; what staff closed is not among them */
	service_set closed;			      /* by staff, for a while or until further notice */
	struct position position;
	double metres; /* from where it was asked; 0 of one asked for by name */
	enum station_state state;
	ms_t until;	   /* open: when it shuts; else when it opens (again). 0: never, or not known */
	struct str reason; /* of STATION_CLOSED, or absent */
};

struct station_query {
	struct position near;
	service_set services; /* all of them */
	bool open;	      /* true: only those open now; false: only those that are not */
	const struct calendar *calendar;
};

/* The k nearest, nearest first; those only offered are none. Returns how many (≤ k). */
size_t stations_nearest(struct stations *, const struct station_query *, struct station *out, size_t k, struct arena *);

/* The station of this name, whatever its state; false: there is none. */
bool stations_named(struct stations *, struct str name, const struct calendar *, struct station *out, struct arena *);

/* ------------------------------------------------------------------- changing */

/* A station, or one service of it, that staff closed. */
struct station_closure {
	int64_t station;
	struct str service; /* absent: the whole station */
	ms_t until;	    /* when it opens again; 0: until further notice */
	struct str reason;  /* told to riders; may be absent */
};

int64_t station_id(struct db *, struct str name); /* offered ones too; 0: none */

/* Closes, or changes until when and why. False: no such station, it is only
 * offered, it has no such service, or `until` is over already. Audited. */
bool station_close(struct db *, const struct station_closure *, const char *actor, ms_t now);

/* Opens the station (service absent; services closed on their own stay so), or
 * one service. False: it was not closed. Audited. */
bool station_open(struct db *, int64_t station, struct str service, const char *actor, ms_t now);

/* What is closed at a station now, the whole of it first, then by service. */
size_t station_closures(struct db *, int64_t station, ms_t now, struct station_closure *out, size_t n, struct arena *);

/* Closures that are over are forgotten. */
void station_forget_closures(struct db *, ms_t now);

/* What is given becomes so; absent stays. Texts are cells of the import of stations;
 * closed_days may be empty. False: *why (from the arena). Audited. */
struct station_change {
	int64_t id;
	struct str hours, closed_days, services;
};
bool station_change(struct db *, const struct station_change *, const char *actor, ms_t now, struct arena *,
		    struct str *why);

/* The names of those that are closed, or of which a service is; at most n. */
size_t station_closed_names(struct db *, ms_t now, struct str *out, size_t n, struct arena *);

/* A station that somebody offers: pending, and found by nobody, until staff
 * pass it. The texts are cells of the import of stations. */
struct station_offer {
	int64_t id;	/* of what station_pending gives */
	int64_t person; /* who offers */
	struct str name, address, hours, closed_days, services;
	struct position position;
	ms_t at; /* of what station_pending gives */
};

/* Its id; 0: *why (from the arena) says which value cannot be, or that the name is taken. */
int64_t station_offer(struct db *, const struct station_offer *, const char *actor, ms_t now, struct arena *,
		      struct str *why);
/* Those that wait, longest first. */
size_t station_pending(struct db *, struct station_offer *out, size_t n, struct arena *);
/* False: it does not wait (any more). A refused one is gone. Audited. */
bool station_accept(struct db *, int64_t station, const char *actor, ms_t now);
bool station_refuse(struct db *, int64_t station, const char *actor, ms_t now);

#endif
