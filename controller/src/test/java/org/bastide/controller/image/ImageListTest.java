package org.bastide.controller.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.bastide.controller.db.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

@Tag("sql")
class ImageListTest {
    private static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";

    @TempDir static Path folder;
    private static ImageCloud cloud;

    @BeforeAll
    static void start() {
        cloud = new ImageCloud(TestDatabase.fresh(folder));
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @Test
    void listsAreFilteredByFieldsAndProperties() {
        String one =
                cloud.created(
                        "bob", "{\"name\": \"f1\", \"mark\": \"x\", \"tags\": [\"t\", \"u\"]}");
        String two = cloud.created("bob", "{\"name\": \"f2\", \"mark\": \"x\", \"min_ram\": 5}");
        String hidden =
                cloud.created("bob", "{\"name\": \"f3\", \"mark\": \"x\", \"os_hidden\": true}");

        assertThat(cloud.ids("bob", "?mark=x&sort=name:asc")).containsExactly(one, two);
        assertThat(cloud.ids("bob", "?mark=x&name=in:f1,f3")).containsExactly(one);
        assertThat(cloud.ids("bob", "?mark=x&tag=t&tag=u")).containsExactly(one);
        assertThat(cloud.ids("bob", "?mark=x&min_ram=5")).containsExactly(two);
        assertThat(cloud.ids("bob", "?mark=x&os_hidden=True")).containsExactly(hidden);
        assertThat(cloud.ids("bob", "?mark=x&size_min=1")).isEmpty();
        assertThat(cloud.ids("bob", "?mark=x&status=queued&protected=false")).hasSize(2);
        assertThat(cloud.ids("bob", "?mark=x&created_at=gt:2020-01-01T00:00:00Z")).hasSize(2);
        assertThat(cloud.ids("bob", "?mark=x&created_at=lt:2020-01-01T00:00:00Z")).isEmpty();
        for (String wrong :
                List.of(
                        "visibility=x",
                        "size_min=x",
                        "protected=x",
                        "created_at=x",
                        "created_at=at:x",
                        "sort_key=colour",
                        "sort_dir=up",
                        "limit=-1",
                        "marker=" + UNKNOWN)) {
            assertThat(cloud.get("bob", "/v2/images?" + wrong).status()).as(wrong).isEqualTo(400);
        }
    }

    @Test
    void pagesJoinToTheWholeList() {
        for (int i = 0; i < 5; i++) {
            cloud.created("bob", "{\"name\": \"p%d\", \"series\": \"p\"}".formatted(i));
        }
        List<String> whole = cloud.ids("bob", "?series=p&sort_key=name&sort_dir=asc");

        List<String> joined = new ArrayList<>();
        String next = "/v2/images?series=p&sort_key=name&sort_dir=asc&limit=2";
        while (!next.isEmpty()) {
            var page = cloud.get("bob", next).json();
            joined.addAll(page.path("images").findValuesAsText("id"));
            next = page.path("next").asText();
        }

        assertThat(whole).hasSize(5);
        assertThat(joined).isEqualTo(whole);
    }
}
