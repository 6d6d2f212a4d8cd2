/* table.c - looked up in the table of capabilities: handlers, intents, phrases. */
#include <string.h>

#include "bot/base/mem.h"
#include "handlers/turn/capability.h"

#define EACH(h)                                                                                                        \
	for (size_t c_ = 0; c_ < capabilities_n; c_++)                                                                 \
		for (const struct handler *h = capabilities[c_].handlers; h && h->intent; h++)

const struct handler *handler_for(const char *intent)
{
	EACH(h)
	if (strcmp(h->intent, intent) == 0)
		return h;
	return NULL;
}

/* The intents whose handlers have all of the flags; made once, kept to the end. */
static const char *const *list(unsigned flags)
{
	size_t n = 0;
	const char **names;

	EACH(h)
	n++;
	names = mem_zalloc((n + 1) * sizeof *names);
	n = 0;
	EACH(h)
	if ((h->flags & flags) == flags)
		names[n++] = h->intent;
	return names;
}

const char *const *handler_intents(void)
{
	static const char *const *names; /* the same each time */

	if (!names)
		names = list(0);
	return names;
}

const char *const *handler_cases(void)
{
	static const char *const *names;

	if (!names)
		names = list(HANDLER_CASE);
	return names;
}

/* Set by the linker around all that PHRASE() put there, NUL after NUL. */
extern const char __start_xd_phrases[], __stop_xd_phrases[];

const char *const *handler_phrases(void)
{
	static const char **names;
	size_t n = 0;

	if (names)
		return names;
	for (const char *p = __start_xd_phrases; p < __stop_xd_phrases; p += strlen(p) + 1)
		n += *p != '\0';
	names = mem_zalloc((n + 1) * sizeof *names);
	n = 0;
	for (const char *p = __start_xd_phrases; p < __stop_xd_phrases; p += strlen(p) + 1)
		if (*p)
			names[n++] = p;
	return names;
}
