using P2P.Sdk.Messaging;
using P2P.Sdk.SimulatedCarrier;

namespace P2P.GraphQL.Demo.Verdicts;

/// <summary>Whether ledger and tables tell of the same texts.</summary>
internal static class HandedOver
{
    public static Finding Check(Books books)
    {
        var taken = books.Texts.Where(text => text.IsTaken).Select(text => text.Message).ToHashSet();
        var unknown = books.Early.Count(text => !books.Messages.ContainsKey(text.Message));
        var claimed = books.Messages.Values.Count(message => message.IsOutbound && IsWithCarrier(message) && !taken.Contains(message.Id));
        var open = books.Messages.Values.Count(message => message.Status == MessageStatus.Unknown);
        var refused = books.Texts.Count(text => text.Outcome is HandOverOutcome.Busy or HandOverOutcome.Rejected);
        var says = $"{taken.Count:N0} texts taken by the carrier, {refused:N0} hand-overs refused"
            + (open > 0 ? $", {open:N0} without an answer (asked for, not resent)" : "");
        return unknown + claimed == 0
            ? new("handed over", 0, $"{says}; ledger and tables agree")
            : new("handed over", unknown + claimed, $"{says}; {unknown:N0} not in the tables, {claimed:N0} not in the ledger");
    }

    /// <summary>The carrier has told of it, so its ledger must have it. A failed text may never have been taken.</summary>
    private static bool IsWithCarrier(Message message) =>
        message.Status is MessageStatus.Sent or MessageStatus.Delivered;
}
