/* fixtures.c - made once, copied for each story. */
#include "bot/story/fixtures.h"

#include "bot/base/arena.h"
#include "bot/base/file.h"
#include "bot/config/scratch.h"
#include "bot/engine/core.h"
#include "dialogs/pack/pack.h"

struct fixture {
	struct str key;
	const char *file;
	struct fixture *next;
};

bool fixtures_init(struct fixtures *f, const struct config *config, FILE *err)
{
	*f = (struct fixtures){ .arena = arena_new(), .pack = core_load_pack(config, err) };
	keys_random(&f->keys);
	if (!f->pack)
		return false;
	if (scratch_dir(f->dir, sizeof f->dir))
		return true;
	f->dir[0] = '\0';
	fputs("xiaodeng: no folder for databases can be made\n", err);
	return false;
}

void fixtures_free(struct fixtures *f)
{
	if (f->dir[0])
		scratch_remove(f->dir);
	pack_free(f->pack);
	arena_free(f->arena);
	*f = (struct fixtures){ 0 };
}

enum err fixtures_get(const struct fixtures *f, struct str key, const char *path)
{
	const struct fixture *one = f->first;

	while (one && !str_eq(one->key, key))
		one = one->next;
	return one ? file_copy(one->file, path) : ERR_NOT_FOUND;
}

enum err fixtures_keep(struct fixtures *f, struct str key, const char *path)
{
	struct fixture *one = arena_one(f->arena, struct fixture);
	struct str file = arena_printf(f->arena, "%s/%zu.db", f->dir, ++f->n);
	enum err e = file_copy(path, file.p);

	*one = (struct fixture){ arena_str(f->arena, key), file.p, f->first };
	if (e == OK)
		f->first = one;
	return e;
}
