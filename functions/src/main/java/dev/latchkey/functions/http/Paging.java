package dev.latchkey.functions.http;

import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.problem.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The query parameters of a list: {@code limit} and an opaque {@code cursor}. A cursor is a position and no permission: it
 * says nothing of whose list it is, and reads nothing but the caller's own.
 */
public final class Paging {
    private static final Pattern POSITION = Pattern.compile("[A-Za-z0-9_#-]{1,100}");
    private static final int USUAL = 25;
    private static final int MOST = 100;

    private Paging() {}

    /** What a request wants of a list whose positions are ids. */
    public static PageRequest<String> wanted(Request request) {
        return wanted(request, USUAL);
    }

    /** @param usual how many entries a page has when the request does not say */
    public static PageRequest<String> wanted(Request request, int usual) {
        return from(request, limit(request, usual));
    }

    /** So many entries at most, behind the request's cursor: of a list whose pages have a length of their own. */
    public static PageRequest<String> from(Request request, int limit) {
        return position(request)
                .map(after -> PageRequest.after(limit, after))
                .orElseGet(() -> PageRequest.first(limit));
    }

    /** What a request wants of a list whose positions are of that form. */
    public static <P> PageRequest<P> wanted(Request request, Function<String, Optional<P>> parser) {
        int limit = limit(request, USUAL);
        return cursor(request)
                .map(cursor -> PageRequest.after(limit, parser.apply(cursor).orElseThrow(Paging::noCursor)))
                .orElseGet(() -> PageRequest.first(limit));
    }

    /** How many entries the request wants, at most. */
    public static int limit(Request request, int usual) {
        Optional<String> asked = request.query("limit");
        if (asked.isEmpty()) {
            return usual;
        }
        String text = asked.get();
        int limit = text.matches("\\d{1,3}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > MOST) {
            throw RefusedException.malformed("limit", "must be 1 to " + MOST);
        }
        return limit;
    }

    /** What {@link #cursorAt} was given; empty for the first page. */
    private static Optional<String> cursor(Request request) {
        return request.query("cursor").map(cursor -> {
            try {
                return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw noCursor();
            }
        });
    }

    private static Optional<String> position(Request request) {
        return cursor(request).map(cursor -> id(cursor).orElseThrow(Paging::noCursor));
    }

    private static Optional<String> id(String text) {
        return POSITION.matcher(text).matches() ? Optional.of(text) : Optional.empty();
    }

    /** What a cursor is answered with that no list gave. */
    public static RefusedException noCursor() {
        return RefusedException.malformed("cursor", "is not one that a list gave");
    }

    /** The cursor for what comes after that position. */
    static String cursorAt(String position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(position.getBytes(StandardCharsets.UTF_8));
    }

    /** A page on the wire: the entries as they are written, and the cursor of the page after them. */
    public static Response page(String name, Page<Map<String, Object>> page) {
        return Response.ok(members(name, page));
    }

    private static Map<String, Object> members(String name, Page<Map<String, Object>> page) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(name, page.entries());
        answer.put("nextCursor", page.next() == null ? null : cursorAt(page.next()));
        return answer;
    }

    /**
     * A page on the wire, cut short where it would be too long for an answer.
     *
     * @param position of each entry: what comes after it is on the next page
     */
    public static <E> Response page(
            String name, Page<E> page, Function<E, Map<String, Object>> json, Function<E, String> position) {
        return page(name, fitting(page, json, position));
    }

    private static <E> Page<Map<String, Object>> fitting(
            Page<E> page, Function<E, Map<String, Object>> json, Function<E, String> position) {
        List<Map<String, Object>> fitting = AnswerSize.first(page.entries(), json);
        boolean whole = fitting.size() == page.entries().size();
        String next = whole ? page.next() : position.apply(page.entries().get(fitting.size() - 1));
        return new Page<>(fitting, next);
    }

    /**
     * What is left, after the request's cursor, of a list that is read whole, cut short where it would be too long for an
     * answer.
     *
     * @param entries in the order of their positions
     * @param position of each entry, an id, and another one than any other's
     */
    public static <E> Response rest(
            Request request,
            String name,
            List<E> entries,
            Function<E, Map<String, Object>> json,
            Function<E, String> position) {
        return Response.ok(restMembers(request, name, entries, json, position));
    }

    /** The same, for an answer that has more to say. */
    public static <E> Map<String, Object> restMembers(
            Request request,
            String name,
            List<E> entries,
            Function<E, Map<String, Object>> json,
            Function<E, String> position) {
        String after = position(request).orElse("");
        List<E> left = entries.stream()
                .filter(entry -> position.apply(entry).compareTo(after) > 0)
                .toList();
        return members(name, fitting(Page.last(left), json, position));
    }
}
