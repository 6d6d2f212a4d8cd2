/* test_geo.c - WGS-84 and GCJ-02 both ways, distances, directions. */
#include <math.h>

#include "store/place/geo.h"
#include "tests/unit/scratch.h"

static const struct {
	double lat, lon, gcj_lat, gcj_lon;
} vectors[] = {
	/* two libraries of others agree on them to 1e-7 */
	{ 39.90923, 116.397428, 39.9106335, 116.4036716 },
	{ 31.2304, 121.4737, 31.2284577, 121.4782231 },
	{ 23.1291, 113.2644, 23.1264233, 113.2697296 },
	{ 22.30, 114.17, 22.2972542, 114.1749642 },
};

static struct position wgs(double lat, double lon)
{
	return (struct position){ lat, lon, DATUM_WGS84 };
}

static struct position gcj(double lat, double lon)
{
	return (struct position){ lat, lon, DATUM_GCJ02 };
}

static void known_points(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
		struct position p = geo_gcj02(wgs(vectors[i].lat, vectors[i].lon));

		assert_int_equal(p.datum, DATUM_GCJ02);
		assert_true(fabs(p.lat - vectors[i].gcj_lat) < 1e-7 && fabs(p.lon - vectors[i].gcj_lon) < 1e-7);
		p = geo_wgs84(gcj(vectors[i].gcj_lat, vectors[i].gcj_lon));
		assert_int_equal(p.datum, DATUM_WGS84);
		assert_true(fabs(p.lat - vectors[i].lat) < 1e-7 && fabs(p.lon - vectors[i].lon) < 1e-7);
	}
}

static void what_is_so_stays_so(void **state)
{
	struct position p = geo_gcj02(gcj(30.41, 103.46)), q = geo_wgs84(wgs(30.41, 103.46));

	(void)state;
	assert_true(p.lat == 30.41 && p.lon == 103.46 && p.datum == DATUM_GCJ02);
	assert_true(q.lat == 30.41 && q.lon == 103.46 && q.datum == DATUM_WGS84);
}

/* A net over the whole country, and on to its far corners. */
static void there_and_back(void **state)
{
	(void)state;
	for (double lat = 3; lat < 54; lat += 0.37)
		for (double lon = 73.5; lon < 136; lon += 0.41) {
			struct position p = geo_wgs84(geo_gcj02(wgs(lat, lon)));

			assert_true(fabs(p.lat - lat) < 1e-9 && fabs(p.lon - lon) < 1e-9);
		}
}

static void outside_nothing_moves(void **state)
{
	static const double away[][2] = {
		{ 40.7128, -74.0060 }, { -33.87, 151.21 }, { 55.83, 100 }, { 0.82, 104 },
		{ 30, 72.003 },	       { 30, 137.835 },	   { 90, 0 },	   { -90, 179.9 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof away / sizeof *away; i++) {
		struct position p = geo_gcj02(wgs(away[i][0], away[i][1])), q = geo_wgs84(gcj(away[i][0], away[i][1]));

		assert_true(p.lat == away[i][0] && p.lon == away[i][1]);
		assert_true(q.lat == away[i][0] && q.lon == away[i][1]);
	}
}

static void distances(void **state)
{
	struct position gate = wgs(39.90923, 116.397428), same_gate = gcj(39.9106335, 116.4036716);

	(void)state;
	assert_true(geo_distance(gate, same_gate) < 0.05); /* one place, told in two ways */
	/* the numbers of the one read as the other: the half kilometre that datums are about */
	assert_true(fabs(geo_distance(gate, gcj(39.90923, 116.397428)) - 555) < 3);
	assert_true(fabs(geo_distance(gcj(0, -100), gcj(0, -101)) - 111195) < 1);
	assert_true(fabs(geo_distance(gcj(10, 179.9), gcj(10, -179.9)) - 21901) < 2); /* over the date line */
	assert_true(fabs(geo_distance(gcj(89.9, 10), gcj(89.9, -170)) - 22239) < 2);  /* over the pole */
	assert_true(geo_distance(gcj(90, 10), gcj(-90, 10)) <= 20015116); /* half way round, and no further */
	assert_true(geo_distance(gcj(30, 103), gcj(30, 103)) == 0);
}

static void directions(void **state)
{
	static const double steps[8][2] = { { 1, 0 },  { 1, 1 },   { 0, 1 },  { -1, 1 },
					    { -1, 0 }, { -1, -1 }, { 0, -1 }, { 1, -1 } };

	(void)state;
	for (int i = 0; i < 8; i++) {
		/* a degree of longitude is shorter than one of latitude */
		struct position b = gcj(30.4 + steps[i][0] * 0.01, 103.4 + steps[i][1] * 0.01 / cos(30.4 * M_PI / 180));

		assert_int_equal(geo_direction(gcj(30.4, 103.4), b), i);
	}
	assert_int_equal(geo_direction(gcj(0, 179.9), gcj(0, -179.9)), 2); /* east, the short way */
	assert_int_equal(geo_direction(gcj(0, -179.9), gcj(0, 179.9)), 6);
}

static void names(void **state)
{
	(void)state;
	assert_int_equal(geo_datum(STR("wgs84")), DATUM_WGS84);
	assert_int_equal(geo_datum(STR("gcj02")), DATUM_GCJ02);
	assert_int_equal(geo_datum(NO_STR), DATUM_GCJ02);
	assert_int_equal(geo_datum(str_c(geo_datum_name(DATUM_WGS84))), DATUM_WGS84);
	assert_int_equal(geo_datum(str_c(geo_datum_name(DATUM_GCJ02))), DATUM_GCJ02);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_points),	  cmocka_unit_test(what_is_so_stays_so),
		cmocka_unit_test(there_and_back), cmocka_unit_test(outside_nothing_moves),
		cmocka_unit_test(distances),	  cmocka_unit_test(directions),
		cmocka_unit_test(names),
	};

	return cmocka_run_group_tests_name("geo", tests, NULL, NULL);
}
