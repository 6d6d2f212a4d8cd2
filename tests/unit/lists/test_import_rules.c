/* test_import_rules.c - references, and rules between columns, rows and files;
 * all with the base loaded first. */
#include "tests/unit/lists/import_fixture.h"

static int base_begin(void **state)
{
	world_begin(state);
	load_fixture(*state, "tests/fixtures/base");
	return 0;
}

static void references(void **state)
{
	static const struct bad cases[] = {
		{ "groups", "chat,street,branch\nbridge:G9,火星,第九支部\n",
		  "in/groups.csv:2: street: “火星” is not in places\nin/groups.csv:2: branch: “第九支部” is not in branches" },
		{ "people", "id,name,site,street,groups\nbridge:a,A,火星站,火星,bridge:G1;bridge:G7\n",
		  "in/people.csv:2: site: “火星站” is not in sites\nin/people.csv:2: street: “火星” is not in places\n"
		  "in/people.csv:2: groups: “bridge:G7” is not in groups" },
		{ "departments", "name,duty_id\n城管局,bridge:nobody\n",
		  "in/departments.csv:2: duty_id: “bridge:nobody” is not in people" },
		{ "branches", "name,contact_id,group\n流动党员第一支部,bridge:nobody,bridge:G9\n",
		  "in/branches.csv:2: contact_id: “bridge:nobody” is not in people\n"
		  "in/branches.csv:2: group: “bridge:G9” is not in groups" },
		{ "sites", "name,street,manager_id\nS,文君,bridge:nobody\n", /* an alias is no name */
		  "in/sites.csv:2: street: “文君” is not in places\nin/sites.csv:2: manager_id: “bridge:nobody” is not in people" },
		{ "members", "id,branch\nbridge:nobody,X\n",
		  "in/members.csv:2: id: “bridge:nobody” is not in people\nin/members.csv:2: branch: “X” is not in branches" },
		{ "questions", "lesson,no,question,options,answer\nL-9,1,q,a;b,A\n",
		  "in/questions.csv:2: lesson: “L-9” is not in lessons" },
		{ "routing", "kind,area,department\nhazard,火星,火星局\n",
		  "in/routing.csv:2: area: “火星” is not in places\nin/routing.csv:2: department: “火星局” is not in departments" },
		{ "classes", "code,title,street,min_age,max_age,capacity,fee\nC-9,t,火星,1,2,3,0\n",
		  "in/classes.csv:2: street: “火星” is not in places" },
		{ "subscriptions", "chat\nbridge:G9\n",
		  "in/subscriptions.csv:2: chat: “bridge:G9” is not in groups or people" },
	};

	REFUSED(*state, cases);
}

static void positions(void **state)
{
	static const struct bad cases[] = {
		{ "sites", "name,street,lat,lon\nS,文君街道,30,\n",
		  "in/sites.csv:2: lon: lat and lon go together: both or neither" },
		{ "sites", "name,street,lon\n文君站,文君街道,103\n",
		  "in/sites.csv:2: lat: lat and lon go together: both or neither" },
		{ "volunteers", "id,area,lat\nbridge:liumin,文君街道,30\n",
		  "in/volunteers.csv:2: lon: lat and lon go together~" },
	};

	REFUSED(*state, cases);
}

static void people_and_members(void **state)
{
	static const struct bad cases[] = {
		{ "people", "id,name,registered\nbridge:a,A,yes\n",
		  "in/people.csv:2: trade: must be filled for a person who is registered" },
		{ "people", "id,name,registered\nbridge:zhangyong,张勇,yes\n",
		  "in/people.csv:2: trade: must be filled for a person who is registered" },
		{ "people", "id,name\nbridge:a,A\nbridge:b,B\nbridge:c,A\n",
		  "in/people.csv:4: name: the same name as another person (line 2); if they are two: --same-names" },
		{ "members", "id,state\nbridge:liumin,verified\n",
		  "in/members.csv:2: branch: must be filled unless the state is pending" },
		{ "members", "id,state\nbridge:liumin,left\n",
		  "in/members.csv:2: branch: must be filled unless the state is pending" },
	};
	struct world *w = *state;

	REFUSED(w, cases);
	/* what is stored counts */
	assert_int_equal(load_text(w, "people", "id,name,registered\nbridge:liumin,刘敏,yes\n"), OK);
	assert_int_equal(load_text(w, "members", "id,state\nbridge:zhouming,left\nbridge:liumin,pending\n"), OK);
}

static void admins(void **state)
{
	static const struct bad cases[] = {
		{ "admins", "id,role\nbridge:nobody,city\n", "in/admins.csv:2: id: “bridge:nobody” is not in people" },
		{ "admins", "id,name,role,scope\nbridge:like,李四,city,\n",
		  "in/admins.csv:2: name: is not the name that this person has elsewhere" },
		{ "admins", "id,role,scope\nbridge:like,city,文君街道\n",
		  "in/admins.csv:2: scope: must be empty for the role city" },
		{ "directory", "id,what,scope\nbridge:like,grid,没有这个网格\n",
		  "in/directory.csv:2: scope: there is no street, site or grid “没有这个网格”" },
		{ "directory", "id,what,scope\nbridge:like,boss,文君站\n",
		  "in/directory.csv:2: what: “boss” is none of: grid instructor lead" },
		{ "admins", "id,role,scope\nbridge:like,street,\n",
		  "in/admins.csv:2: scope: must be filled for the role street" },
		{ "admins", "id,role\nbridge:like,site\n", "in/admins.csv:2: scope: must be filled for the role site" },
		{ "admins", "id,role,scope\nbridge:like,street,城管局\n",
		  "in/admins.csv:2: scope: “城管局” is not in places" },
		{ "admins", "id,role,scope\nbridge:like,department,文君站\n",
		  "in/admins.csv:2: scope: “文君站” is not in departments" },
		{ "admins", "id,role,scope\nbridge:like,branch,文君站\n",
		  "in/admins.csv:2: scope: “文君站” is not in branches" },
		{ "admins", "id,role,scope\nbridge:like,site,城管局\n",
		  "in/admins.csv:2: scope: “城管局” is not in sites" },
		{ "admins", "id,role,scope\nbridge:like,patrol,城管局\n",
		  "in/admins.csv:2: scope: “城管局” is not in sites or places" },
		{ "admins", "id,role,scope\nbridge:like,childcare,文君街\n",
		  "in/admins.csv:2: scope: “文君街” is not in departments" },
		{ "admins", "id,role,scope\nbridge:like,city,\nbridge:like,city,\n",
		  "in/admins.csv:3: id: the same key as line 2" },
		{ "admins", "id,name,role\nbridge:x,赵一,city\nbridge:y,赵一,city\n",
		  "in/admins.csv:3: name: the same name as another person (line 2); if they are two: --same-names" },
		{ "admins", "id,name,role\nbridge:x,赵一,city\nbridge:x,赵二,patrol\n",
		  "in/admins.csv:3: name: is not the name that this person has elsewhere" },
	};
	struct world *w = *state;

	REFUSED(w, cases);
	/* an admin brings his person with him, and may hold several roles */
	put_file(w, "admins.csv",
		 "id,name,role,scope\nbridge:x,赵一,site,羊安站\nbridge:x,,patrol,\nbridge:like,李科,city,\n", 0);
	put_file(w, "departments.csv", "name,duty_id\n城管局,bridge:x\n", 0);
	assert_int_equal(load_in(w), OK);
	assert_int_equal(ask(w, "select count(*) from v_role where name = '赵一'"), 2);
	assert_int_equal(
		ask(w,
		    "select count(*) from department d join identity i on i.person = d.duty and i.key = keyed('bridge:x')"),
		1);
	assert_int_equal(
		ask(w,
		    "select count(*) from v_person where identity = 'bridge:x' and name = '赵一' and registered = 0"),
		1);
}

static void names_and_aliases(void **state)
{
	static const struct bad cases[] = {
		{ "departments", "name,aliases\nX,城管\n",
		  "in/departments.csv:2: aliases: “城管” is a name or alias already (stored)" },
		{ "departments", "name,aliases\nX,城管局\n",
		  "in/departments.csv:2: aliases: “城管局” is a name or alias already (stored)" },
		{ "departments", "name\n城管\n", "in/departments.csv:2: name: is an alias of another row (stored)" },
		{ "departments", "name,aliases\nX,Y\nZ,a;Y\n",
		  "in/departments.csv:3: aliases: “Y” is a name or alias already (line 2)" },
		{ "departments", "name,aliases\nX,Z\nZ,\n",
		  "in/departments.csv:2: aliases: “Z” is a name or alias already (line 3)" },
		{ "places", "name,lat,lon,aliases\nX,30,103,X\n",
		  "in/places.csv:2: aliases: “X” is a name or alias already (line 2)" },
		{ "places", "name,lat,lon,aliases\nX,30,103,平乐\n",
		  "in/places.csv:2: aliases: “平乐” is a name or alias already (stored)" },
	};
	struct world *w = *state;

	REFUSED(w, cases);
	/* an alias may move within one file, and be used in two kinds */
	assert_int_equal(load_text(w, "departments", "name,aliases\n城管局,城管部门\n交警大队,城管;平乐\n"), OK);
}

static void lessons(void **state)
{
	static const struct bad cases[] = {
		{ "lessons", "code,title,body,day\nL-9,a,b,any\n",
		  "in/lessons.csv:2: day: another lesson is that of any day (stored)" },
		{ "lessons", "code,title,body,day\nL-1,a,b,2026-01-01\nL-8,a,b,any\nL-9,a,b,any\n",
		  "in/lessons.csv:4: day: another lesson is that of any day (line 3)" },
		{ "lessons", "code,title,body\nL-9,a,\"1\n\n2\n\n3\n \n4\"\nL-10,a,\"1\n2\n3\n4\n\n\n5\"\n",
		  "in/lessons.csv:2: body: has 4 screens (an empty line begins one), at most 3" },
	};
	struct world *w = *state;

	REFUSED(w, cases);
	assert_int_equal(load_text(w, "lessons", "code,title,body,day\nL-1,a,b,2026-01-01\nL-8,a,b,any\n"), OK);
}

static void questions(void **state)
{
#define Q "lesson,no,question,options,answer\n"
	static const struct bad cases[] = {
		{ "questions", Q "L-1,5,q,a;b,A\n", "in/questions.csv:2: no: 5, but L-1 has no question 4" },
		{ "questions", Q "L-1,6,q,a;b,A\nL-1,4,q,a;b,A\n",
		  "in/questions.csv:2: no: 6, but L-1 has no question 5" },
		{ "questions", Q "L-1,0,q,a;b,A\n", "in/questions.csv:2: no: “0” is not within 1 … 1000" },
		{ "questions", Q "L-1,4,q,a,A\n", "in/questions.csv:2: options: has 1, must have 2 to 6" },
		{ "questions", Q "L-1,4,q,a;b;c;d;e;f;g,A\n", "in/questions.csv:2: options: has 7, must have 2 to 6" },
		{ "questions", Q "L-1,4,q,a;b;c,D\n", "in/questions.csv:2: answer: D is none of the 3 options" },
		{ "questions", Q "L-1,4,q,a;b;c,G\n", "in/questions.csv:2: answer: “G” is none of: A B C D E F" },
		{ "questions", Q "L-1,4,q,a;b,A\nl1,04,q,a;b,A\n",
		  "in/questions.csv:3: lesson: the same key as line 2" },
	};
	struct world *w = *state;

	REFUSED(w, cases);
	assert_int_equal(load_text(w, "questions", Q "L-1,5,q,a;b,B\nL-1,4,q,a;b;c;d;e;f,F\nL-1,2,q,a;b,A\n"), OK);
	assert_int_equal(ask(w, "select count(*) from question where lesson = 1"), 5);
}

static void categories(void **state)
{
	static const struct bad cases[] = {
		{ "routing", "kind,category,department\nhazard,pay,城管局\n",
		  "in/routing.csv:2: category: “pay” is no category of a hazard: fire~" },
		{ "routing", "kind,category,department\nsuggestion,fire,城管局\n",
		  "in/routing.csv:2: category: “fire” is no category of a suggestion~" },
		{ "routing", "kind,category,area,department\nhazard,fire,,城管局\nhazard,fire,,城管局\n",
		  "in/routing.csv:3: kind: the same key as line 2" },
		{ "deadlines", "kind,category,workdays\ngrievance,pays,3\n",
		  "in/deadlines.csv:2: category: “pays” is no category of a grievance~" },
	};

	REFUSED(*state, cases);
}

static void places_taken_and_ages(void **state)
{
	static const struct bad cases[] = {
		{ "meetings", "code,place,capacity,taken\nM-9,p,2,3\n",
		  "in/meetings.csv:2: taken: 3 is more than the capacity of 2" },
		{ "meetings", "code,place,capacity,taken\nM-1,p,2,3\n",
		  "in/meetings.csv:2: taken: 3 is more than the capacity of 2" },
		{ "activities", "code,title,place,capacity,taken\nA-9,t,p,2,3\n",
		  "in/activities.csv:2: taken: 3 is more than the capacity of 2" },
		{ "classes", "code,title,street,min_age,max_age,capacity,fee\nC-9,t,文君街道,12,7,1,300\n",
		  "in/classes.csv:2: max_age: 7 is less than min_age 12" },
	};
	static const struct bad stored[] = {
		{ "activities", "code,title,place,capacity\nA-9,t,p,2\n",
		  "in/activities.csv:2: taken: 3 is more than the capacity of 2" },
	};
	struct world *w = *state;

	REFUSED(w, cases);
	assert_int_equal(load_text(w, "activities", "code,title,place,taken\nA-9,t,p,3\n"), OK); /* no limit */
	REFUSED(w, stored);
}

static void groups_and_branches(void **state)
{
	static const struct bad cases[] = {
		{ "groups", "chat,branch\nbridge:G1,流动党员第二支部\n",
		  "in/groups.csv:2: branch: “流动党员第二支部” has another group in branches: “bridge:G4”" },
		{ "groups", "chat,branch\nbridge:G1,流动党员第一支部\nbridge:G2,流动党员第一支部\n",
		  "in/groups.csv:3: branch: another group has this branch (line 2)" },
		{ "branches", "name,group\n流动党员第一支部,bridge:G4\n",
		  "in/branches.csv:2: group: “bridge:G4” has another branch in groups: “流动党员第二支部”" },
		{ "branches", "name,group\n流动党员第一支部,bridge:G1\nX,bridge:G1\n",
		  "in/branches.csv:3: group: another branch has this group (line 2)" },
		{ "groups", "chat\nbridge:liumin\n", "in/groups.csv:2: chat: “bridge:liumin” is a person's id" },
	};
	struct world *w = *state;

	REFUSED(w, cases);
	/* either side is enough, and both know */
	assert_int_equal(load_text(w, "groups", "chat,branch\nbridge:G1,流动党员第一支部\n"), OK);
	assert_int_equal(ask(w, "select count(*) from branch b join chat c on c.id = b.chat and c.branch = b.id"), 2);
	/* a branch that moves to another group takes its tie along */
	put_file(w, "branches.csv", "name,group\n流动党员第二支部,bridge:G3\n", 0);
	put_file(w, "groups.csv", "chat,title\nbridge:G4,旧群\nbridge:G3,\n", 0);
	assert_int_equal(load_in(w), OK);
	assert_int_equal(ask(w, "select count(*) from branch b join chat c on c.id = b.chat and c.branch = b.id"), 2);
	assert_int_equal(ask(w, "select count(*) from chat where title = '旧群' and branch is null"), 1);
	assert_int_equal(ask(w, "select count(*) from chat where branch is not null"), 2);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, base_begin, world_end)
	const struct CMUnitTest tests[] = {
		TEST(references),
		TEST(positions),
		TEST(people_and_members),
		TEST(admins),
		TEST(names_and_aliases),
		TEST(lessons),
		TEST(questions),
		TEST(categories),
		TEST(places_taken_and_ages),
		TEST(groups_and_branches),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
