/* figures.h - holds the figures of the report against SQL that counts them another way. */
#ifndef BOT_STORY_FIGURES_H
#define BOT_STORY_FIGURES_H

#include "bot/story/world.h"

/* `sql`: the text of tests/figures.sql. Every figure, for the month of the story, its last day, and all its
 * time. What does not agree fails the story. */
void story_figures(struct story_world *, struct str sql);

#endif
