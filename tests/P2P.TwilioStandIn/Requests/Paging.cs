using System.Text.Json.Nodes;

namespace P2P.TwilioStandIn.Requests;

/// <summary>Lists in pages of 50, or of <c>PageSize</c>; the next one begins after the one that <c>PageToken</c> names.</summary>
internal static class Paging
{
    public static async Task WriteAsync<T>(
        HttpContext http, Fields fields, string name, IReadOnlyList<T> found, Func<T, string> sid, Func<T, JsonObject> json)
    {
        var size = int.Parse(fields["PageSize"] ?? "50", null);
        var page = int.Parse(fields["Page"] ?? "0", null);
        var start = 0;
        if (page > 0)
        {
            // By the token alone: what was added meanwhile moves no later page.
            start = found.Select(sid).ToList().IndexOf((fields["PageToken"] ?? "")[Math.Min(2, fields["PageToken"]?.Length ?? 0)..]) + 1;
            if (start == 0)
            {
                throw new TwilioRefusal(400, 20422, "Invalid parameter: Page and PageToken are given by next_page_uri.");
            }
        }

        var items = found.Skip(start).Take(size).ToList();
        var others = string.Concat(fields.ByName.Where(f => f.Key is not ("PageSize" or "Page" or "PageToken"))
            .Select(f => $"&{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.First())}"));
        string Link(int number, string? token) => $"{http.Request.Path}?PageSize={size}&Page={number}{others}{token}";
        await http.Response.WriteAsJsonAsync(new JsonObject
        {
            [name] = new JsonArray([.. items.Select(json)]),
            ["page"] = page,
            ["page_size"] = size,
            ["start"] = page * size,
            ["end"] = (page * size) + Math.Max(0, items.Count - 1),
            ["first_page_uri"] = Link(0, null),
            ["next_page_uri"] = start + size < found.Count ? Link(page + 1, $"&PageToken=PA{sid(items[^1])}") : null,
            ["previous_page_uri"] = null,
            ["uri"] = $"{http.Request.Path}{http.Request.QueryString}",
        });
    }
}
