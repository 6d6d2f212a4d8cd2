/* story.c - a platform inside the process, for stories and for `xiaodeng chat`:
 * what is sent is JSON for whoever plays the platform. */
#include "bot/channels/channel.h"

#include "bot/base/json.h"
#include "store/messages/reply.h"

extern const struct channel_ops story_channel, shy_story_channel;

static void send(struct channel *ch, const struct outgoing *out, struct arena *a, struct http_request *request)
{
	struct str why;
	cJSON *body = cJSON_CreateObject();

	(void)ch;
	json_put(body, "chat", out->chat);
	json_put(body, "type", out->type == CHAT_GROUP ? STR("group") : STR("private"));
	json_put(body, "to", out->to);
	json_put(body, "name", out->to_name);
	cJSON_AddItemToObject(body, "reply", json_parse(reply_save(&out->reply, a), a, &why));
	*request = (struct http_request){ .url = STR("story:"), .body = json_print(body, a) };
	cJSON_Delete(body);
}

static void judge(struct channel *ch, const struct http_response *response, struct arena *a, struct judgement *j)
{
	(void)ch;
	j->after = response->retry_after;
	j->why = arena_printf(a, "%d", response->status).p;
	if (response->status == 200) {
		j->verdict = VERDICT_SENT;
		j->native_id = response->body.n ? arena_str(a, response->body) : NO_STR;
	} else if (response->status == 403) {
		j->verdict = VERDICT_GONE;
	} else {
		j->verdict = response->status ? VERDICT_RETRY : VERDICT_UNKNOWN;
	}
}

static const struct channel_option options[] = { { 0 } };

const struct channel_ops story_channel = {
	.kind = "story",
	.options = options,
	.writes_first = true,
	.send = send,
	.judge = judge,
};

/* One on which people write first, as on most platforms. */
const struct channel_ops shy_story_channel = {
	.kind = "story-shy",
	.options = options,
	.send = send,
	.judge = judge,
};
