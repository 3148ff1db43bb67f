using System.Text.Json;
using NodaTime;
using P2P.Sdk.Contacts;

namespace P2P.Sdk.EntityFrameworkCore.Results.Exports;

/// <summary>A filter as it waits for the work that it is about.</summary>
internal static class FilterJson
{
    public static string Write(ContactFilter filter) => JsonSerializer.Serialize(new Kept
    {
        List = filter.List?.Value,
        Action = filter.Action?.Value,
        Tag = filter.Tag,
        AssignedTo = filter.AssignedTo?.Value,
        NeedsAttention = filter.NeedsAttention,
        Unread = filter.Unread,
        OptedOut = filter.OptedOut,
        Search = filter.Search,
        Contacts = filter.Contacts?.Select(contact => contact.Value).ToArray(),
        Fields = filter.Fields?.Select(field => new KeptField(field.Field.Value, field.Value)).ToArray(),
        Texted = filter.Texted,
        LastTextedFrom = filter.LastTextedFrom?.ToUnixTimeTicks(),
        LastTextedBefore = filter.LastTextedBefore?.ToUnixTimeTicks(),
    });

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
            Fields = kept.Fields?.Select(field => new FieldCondition(new(field.Field), field.Value)).ToArray(),
            Texted = kept.Texted,
            LastTextedFrom = At(kept.LastTextedFrom),
            LastTextedBefore = At(kept.LastTextedBefore),
        };
    }

    private static Instant? At(long? ticks) => ticks is { } at ? Instant.FromUnixTimeTicks(at) : null;

    /// <summary>What an earlier version wrote lacks the later properties: they read as null.</summary>
    private sealed record Kept
    {
        public Guid? List { get; init; }

        public Guid? Action { get; init; }

        public string? Tag { get; init; }

        public Guid? AssignedTo { get; init; }

        public bool? NeedsAttention { get; init; }

        public bool? Unread { get; init; }

        public bool? OptedOut { get; init; }

        public string? Search { get; init; }

        public Guid[]? Contacts { get; init; }

        public KeptField[]? Fields { get; init; }

        public bool? Texted { get; init; }

        public long? LastTextedFrom { get; init; }

        public long? LastTextedBefore { get; init; }
    }

    private sealed record KeptField(Guid Field, string? Value);
}
