using System.Text.Json;
using NodaTime;
using P2P.Sdk.Assignments;
using P2P.Sdk.Contacts;
using P2P.Sdk.EntityFrameworkCore.Results.Exports;
using P2P.Sdk.Users;

namespace P2P.Sdk.EntityFrameworkCore.Assignments;

/// <summary>A bulk operation as it is kept: what it is about, and how far it is.</summary>
internal static class ReassignmentJson
{
    public static string Write(ReassignmentJob job)
    {
        var (shown, order) = (job.Shown, job.Order);
        return JsonSerializer.Serialize(new Kept
        {
            Kind = order.Kind,
            Action = order.Action?.Value,
            FromUser = order.FromUser?.Value,
            Contacts = order.Contacts?.Select(contact => contact.Value).ToArray(),
            Where = order.Where is { } where ? FilterJson.Write(where) : null,
            Receivers = [.. order.Receivers.Select(user => user.Value)],
            IsDryRun = shown.IsDryRun,
            User = shown.User.Value,
            FinishedAt = shown.FinishedAt?.ToUnixTimeTicks(),
            Looked = shown.Contacts,
            Moved = shown.Moved,
            ToUsers = [.. shown.ToUsers.Select(to => new KeptReceiver(to.User.Value, to.Contacts))],
            Skipped = [.. shown.Skipped.Select(s => new KeptReason(s.Reason, s.Contacts))],
            Failure = RefusalJson.Write(shown.Failure),
            After = job.After?.Value,
            Plan = [.. job.Plan.Select(move => new KeptMove(move.Contact.Value, move.To?.Value))],
        });
    }

    public static ReassignmentJob Read(string json, ReassignmentId id, ReassignmentState state, Instant startedAt)
    {
        var kept = JsonSerializer.Deserialize<Kept>(json)!;
        return new()
        {
            Shown = new()
            {
                Id = id,
                Kind = kept.Kind,
                IsDryRun = kept.IsDryRun,
                State = state,
                User = new(kept.User),
                StartedAt = startedAt,
                FinishedAt = kept.FinishedAt is { } ticks ? Instant.FromUnixTimeTicks(ticks) : null,
                Contacts = kept.Looked,
                Moved = kept.Moved,
                ToUsers = [.. kept.ToUsers.Select(to => new ReceivedContacts(new(to.User), to.Contacts))],
                Skipped = [.. kept.Skipped.Select(s => new SkippedContacts(s.Reason, s.Contacts))],
                Failure = RefusalJson.Read(kept.Failure),
            },
            Order = new()
            {
                Kind = kept.Kind,
                Action = kept.Action is { } action ? new(action) : null,
                FromUser = kept.FromUser is { } user ? new(user) : null,
                Contacts = kept.Contacts?.Select(contact => new ContactId(contact)).ToArray(),
                Where = kept.Where is { } where ? FilterJson.Read(where) : null,
                Receivers = [.. kept.Receivers.Select(receiver => new UserId(receiver))],
            },
            After = kept.After is { } after ? new(after) : null,
            Plan = [.. kept.Plan.Select(move => new PlannedMove(new(move.Contact), move.To is { } to ? new UserId(to) : null))],
        };
    }

    private sealed record Kept
    {
        public ReassignmentKind Kind { get; init; }

        public Guid? Action { get; init; }

        public Guid? FromUser { get; init; }

        public Guid[]? Contacts { get; init; }

        public string? Where { get; init; }

        public required Guid[] Receivers { get; init; }

        public bool IsDryRun { get; init; }

        public Guid User { get; init; }

        public long? FinishedAt { get; init; }

        public int Looked { get; init; }

        public int Moved { get; init; }

        public required KeptReceiver[] ToUsers { get; init; }

        public required KeptReason[] Skipped { get; init; }

        public string? Failure { get; init; }

        public Guid? After { get; init; }

        public required KeptMove[] Plan { get; init; }
    }

    private sealed record KeptReceiver(Guid User, int Contacts);

    private sealed record KeptReason(RefusalCode Reason, int Contacts);

    private sealed record KeptMove(Guid Contact, Guid? To);
}
