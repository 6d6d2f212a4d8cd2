/* geo.c - WGS-84 and GCJ-02, great circles. */
#include "store/place/geo.h"

#include <math.h>
#include <stdbool.h>

static const double AXIS = 6378245.0, ECCENTRICITY = 0.00669342162296594323;

/* Each round of the inverse leaves about a thousandth of the error: three give
 * a decimetre, these all that a double holds. */
enum { ROUNDS = 8 };

static bool in_china(double lat, double lon)
{
	return lon >= 72.004 && lon <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;
}

static double wave(double x)
{
	return (20.0 * sin(6.0 * x * M_PI) + 20.0 * sin(2.0 * x * M_PI)) * 2.0 / 3.0;
}

static double shift_lat(double x, double y)
{
	return -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(fabs(x)) + wave(x) +
	       (20.0 * sin(y * M_PI) + 40.0 * sin(y / 3.0 * M_PI)) * 2.0 / 3.0 +
	       (160.0 * sin(y / 12.0 * M_PI) + 320.0 * sin(y * M_PI / 30.0)) * 2.0 / 3.0;
}

static double shift_lon(double x, double y)
{
	return 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(fabs(x)) + wave(x) +
	       (20.0 * sin(x * M_PI) + 40.0 * sin(x / 3.0 * M_PI)) * 2.0 / 3.0 +
	       (150.0 * sin(x / 12.0 * M_PI) + 300.0 * sin(x / 30.0 * M_PI)) * 2.0 / 3.0;
}

/* Where the maps draw what lies at lat, lon. */
static struct position shifted(double lat, double lon)
{
	struct position out = { lat, lon, DATUM_GCJ02 };

	if (!in_china(lat, lon))
		return out;
	double rad = lat / 180.0 * M_PI;
	double magic = 1.0 - ECCENTRICITY * sin(rad) * sin(rad), root = sqrt(magic);

	out.lat += shift_lat(lon - 105.0, lat - 35.0) * 180.0 / (AXIS * (1.0 - ECCENTRICITY) / (magic * root) * M_PI);
	out.lon += shift_lon(lon - 105.0, lat - 35.0) * 180.0 / (AXIS / root * cos(rad) * M_PI);
	return out;
}

struct position geo_gcj02(struct position p)
{
	return p.datum == DATUM_GCJ02 ? p : shifted(p.lat, p.lon);
}

struct position geo_wgs84(struct position p)
{
	struct position out = { p.lat, p.lon, DATUM_WGS84 };

	if (p.datum == DATUM_WGS84 || !in_china(p.lat, p.lon))
		return out;
	for (int i = 0; i < ROUNDS; i++) {
		struct position drawn = shifted(out.lat, out.lon);

		out.lat -= drawn.lat - p.lat;
		out.lon -= drawn.lon - p.lon;
	}
	return out;
}

double geo_distance(struct position a, struct position b)
{
	a = geo_gcj02(a);
	b = geo_gcj02(b);
	double la = a.lat * M_PI / 180.0, lb = b.lat * M_PI / 180.0;
	double dlat = lb - la, dlon = (b.lon - a.lon) * M_PI / 180.0;
	double h = sin(dlat / 2) * sin(dlat / 2) + cos(la) * cos(lb) * sin(dlon / 2) * sin(dlon / 2);

	return 2.0 * GEO_EARTH * asin(fmin(1.0, sqrt(h)));
}

int geo_direction(struct position a, struct position b)
{
	a = geo_gcj02(a);
	b = geo_gcj02(b);
	double east = remainder(b.lon - a.lon, 360.0) * cos(a.lat * M_PI / 180.0), north = b.lat - a.lat;
	int eighth = (int)floor(atan2(east, north) / (M_PI / 4.0) + 0.5);

	return (eighth + 8) % 8;
}

enum datum geo_datum(struct str name)
{
	return str_is(name, "wgs84") ? DATUM_WGS84 : DATUM_GCJ02;
}

const char *geo_datum_name(enum datum d)
{
	return d == DATUM_WGS84 ? "wgs84" : "gcj02";
}
