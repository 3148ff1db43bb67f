using System.Text.Json;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.EntityFrameworkCore.Results.Exports;

/// <summary>A filter as it waits for the work that it is about.</summary>
internal static class FilterJson
{
    public static string Write(ContactFilter filter) => JsonSerializer.Serialize(new Kept(
        filter.List?.Value, filter.Action?.Value, filter.Tag, filter.AssignedTo?.Value, filter.NeedsAttention, filter.Unread,
        filter.OptedOut, filter.Search, filter.Contacts?.Select(contact => contact.Value).ToArray()));

    public static ContactFilter Read(string json)
    {
        var kept = JsonSerializer.Deserialize<Kept>(json)!;
        return new()
        {
            List = kept.List is { } list ? new(list) : null,
            Action = kept.Action is { } action ? new(action) : null,
            Tag = kept.Tag,
            AssignedTo = kept.AssignedTo is { } user ? new(user) : null,
            NeedsAttention = kept.NeedsAttention,
            Unread = kept.Unread,
            OptedOut = kept.OptedOut,
            Search = kept.Search,
            Contacts = kept.Contacts?.Select(contact => new ContactId(contact)).ToArray(),
        };
    }

    private sealed record Kept(
        Guid? List, Guid? Action, string? Tag, Guid? AssignedTo, bool? NeedsAttention, bool? Unread, bool? OptedOut, string? Search,
        Guid[]? Contacts);
}
