/* station.h - warm-heart stations: where, when open, what they have. */
#ifndef STORE_STATION_H
#define STORE_STATION_H

#include <stdbool.h>

#include "store/db.h"

enum { STATION_SERVICES = 8, STATIONS_FOUND = 3 };

struct station_query {
	struct str services[STATION_SERVICES]; /* all of them wanted */
	size_t n_services;
	const struct position *near; /* NULL: anywhere */
	struct str name;	     /* a station asked for by name, or absent */
	ms_t now;
};

struct station {
	struct str name, address, hours, services; /* services separated by ; */
	struct position position;
	double metres; /* 0 when no place was given */
	bool open;     /* now */
	bool closed;   /* until further notice */
	bool day_off;  /* today is one of its closing days */
};

/* The nearest that have all services, open ones first. Returns how many (≤ STATIONS_FOUND). */
size_t station_find(struct db *, const struct station_query *, struct station out[STATIONS_FOUND], struct arena *);

bool station_exists(struct db *, struct str name);

#endif
