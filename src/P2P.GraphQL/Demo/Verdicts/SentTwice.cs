using P2P.Sdk.Messaging;

namespace P2P.GraphQL.Demo.Verdicts;

/// <summary>Whether the carrier took a text more than once, or two opening texts of one action for one contact.</summary>
internal static class SentTwice
{
    public static Finding Check(Books books)
    {
        var taken = books.Texts.Where(text => text.IsTaken).ToList();
        var repeated = taken.CountBy(text => text.Message).Count(message => message.Value > 1);
        var opening = taken.DistinctBy(text => text.Message)
            .Where(text => books.Messages.TryGetValue(text.Message, out var message) && message.Kind == MessageKind.Initial)
            .ToList();
        var openedTwice = opening.CountBy(text => (text.To, books.Messages[text.Message].Action)).Count(of => of.Value > 1);
        return new(
            "sent twice",
            repeated + openedTwice,
            repeated + openedTwice == 0
                ? $"0 of {opening.Count:N0} opening texts and {taken.Count - opening.Count:N0} answers"
                : $"{repeated:N0} texts taken more than once, {openedTwice:N0} contacts with two opening texts");
    }
}
