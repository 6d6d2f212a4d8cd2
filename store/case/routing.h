/* routing.h - which department a case belongs to, and whom to tell there. */
#ifndef STORE_CASE_ROUTING_H
#define STORE_CASE_ROUTING_H

#include <stdbool.h>

#include "store/person/department.h"

/* By category and street, category, street, or the kind alone: the first that is in the
 * table. street may be 0. */
struct named routing_department(struct db *, struct str kind, struct str category, int64_t street, struct arena *);

enum { STAFF_MAX = 16 };
/* Whoever is on duty for a department, or else everybody who acts for it; of a
 * street's office also those of the street. At most n ids. */
size_t routing_staff(struct db *, int64_t department, int64_t *out, size_t n);
/* The same for a street (a place), by its name. */
size_t routing_street_staff(struct db *, int64_t street, int64_t *out, size_t n);
size_t routing_city_staff(struct db *, int64_t *out, size_t n);
/* The same as routing_staff of all departments that help with a case. */
size_t routing_helper_staff(struct db *, int64_t number, int64_t *out, size_t n);
/* Is this person the manager of the site that a case is about, by his role or by the list of
 * sites? He hears nothing of it, and sees nothing. */
bool routing_manages(struct db *, int64_t person, int64_t number);

/* The department that a person of staff acts for: of his own, or of his street. id 0: none. */
struct named routing_department_of(struct db *, int64_t person, struct arena *);

#endif
