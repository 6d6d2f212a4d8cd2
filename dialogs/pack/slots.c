/* slots.c - facts by name. */
#include "dialogs/pack/slots.h"

#include <string.h>

struct str slots_get(const struct slots *s, const char *name)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(s->v[i].name, name) == 0)
			return s->v[i].value;
	return NO_STR;
}

void slots_set(struct slots *s, const char *name, struct str value)
{
	size_t i = 0;

	while (i < s->n && strcmp(s->v[i].name, name) != 0)
		i++;
	if (!value.p) {
		if (i < s->n) {
			memmove(&s->v[i], &s->v[i + 1], (s->n - i - 1) * sizeof *s->v);
			s->n--;
		}
		return;
	}
	if (i == SLOTS_MAX)
		return;
	s->v[i] = (struct slot){ name, value };
	if (i == s->n)
		s->n++;
}
