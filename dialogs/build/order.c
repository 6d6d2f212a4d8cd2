/* order.c - which subjects come first: [pack] order, then paths. */
#include <stdlib.h>
#include <string.h>

#include "dialogs/build/internal.h"

struct order {
	size_t dir; /* bytes of the pack's folder in a path, with its '/' */
	struct str subjects;
};

/* Of dialogs/zh-CN/case/file.ini and dialogs/zh-CN/case.ini: case. */
static struct str subject(const struct order *o, const struct section *s)
{
	const char *name = s->at.file + o->dir;

	return (struct str){ name, strcspn(name, "/.") };
}

static size_t rank(const struct order *o, const struct section *s)
{
	struct str rest = o->subjects, word, own = subject(o, s);
	size_t n = 0;

	while (next_word(&rest, &word) && !str_eq(word, own))
		n++;
	return n;
}

static int by_rank(const void *a, const void *b, void *order)
{
	const struct section *x = *(struct section *const *)a, *y = *(struct section *const *)b;
	size_t rx = rank(order, x), ry = rank(order, y);
	int c = rx < ry ? -1 : rx > ry ? 1 : strcmp(x->at.file, y->at.file);

	return c ? c : x->at.line - y->at.line;
}

static const struct entry *order_entry(const struct raw *raw)
{
	for (size_t i = 0; i < raw->n; i++)
		for (size_t k = 0; strcmp(raw->v[i]->kind, "pack") == 0 && k < raw->v[i]->n; k++)
			if (strcmp(raw->v[i]->v[k].key, "order") == 0)
				return &raw->v[i]->v[k];
	return NULL;
}

void order_subjects(struct pack *p, struct problems *wrong)
{
	const struct entry *e = order_entry(p->raw);
	struct order o = { .dir = strlen(p->dir) + 1, .subjects = e ? e->value : NO_STR };
	struct str rest = o.subjects, word;

	while (next_word(&rest, &word)) {
		size_t i = 0;

		while (i < p->raw->n && !str_eq(word, subject(&o, p->raw->v[i])))
			i++;
		if (i == p->raw->n)
			problem(wrong, e->at.file, e->at.line, "order: there is no " STR_FMT " in this pack",
				STR_ARG(word));
	}
	qsort_r(p->raw->v, p->raw->n, sizeof *p->raw->v, by_rank, &o);
}
