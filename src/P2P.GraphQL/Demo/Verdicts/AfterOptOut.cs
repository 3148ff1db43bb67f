using P2P.Sdk.Contacts;
using P2P.Sdk.SimulatedCarrier;

namespace P2P.GraphQL.Demo.Verdicts;

/// <summary>Whether a text was handed over to somebody who had opted out.</summary>
/// <remarks>
/// The ledger says who wrote a keyword such as STOP, and in which order replies and hand-overs came. A text handed over behind
/// such a reply is right only if it was committed as SENDING before the opt-out was: then it was with the carrier already
/// (<see cref="CommitOrder"/>). A keyword that never became an opt-out makes every later text wrong. Opt-outs without a keyword
/// in the ledger, by volunteers and by the file, are judged by the order of commits, and by the contact's row.
/// </remarks>
internal static class AfterOptOut
{
    public static Finding Check(Books books)
    {
        var stops = books.Replies.Where(reply => reply.OptOut == OptOutWording.Keyword)
            .GroupBy(reply => reply.From).ToDictionary(of => of.Key, of => of.Min(reply => reply.Sequence));
        var sendings = books.Sendings.GroupBy(sending => sending.Message)
            .ToDictionary(of => of.Key, of => of.Max(sending => sending.Version));
        var (wrong, inFlight) = (0, 0);
        foreach (var text in books.Texts)
        {
            var behindStop = stops.TryGetValue(text.To, out var stop) && text.Sequence > stop;
            var order = Order(text);
            if (order is { } after ? after : behindStop || IsOptedOutFromTheStart(text.To))
            {
                wrong++;
            }
            else if (behindStop)
            {
                inFlight++;
            }
        }

        // What the carrier was never asked to take can still have been committed.
        var committed = books.Sendings.Count(s => books.OptOuts.TryGetValue(s.To, out var optOut) && s.Version > optOut);
        var people = books.Contacts.Values.Count(contact => contact.OptedOut);
        return new(
            "after an opt-out",
            Math.Max(wrong, committed),
            Math.Max(wrong, committed) == 0
                ? $"0 texts to {people:N0} people who opted out" + (inFlight > 0 ? $"; {inFlight:N0} had been handed over just before" : "")
                : $"{Math.Max(wrong, committed):N0} texts to people who had opted out");

        // Whether the text became SENDING after the opt-out; null where either is not known.
        bool? Order(HandedOverText text) =>
            books.OptOuts.TryGetValue(text.To, out var optOut) && sendings.TryGetValue(text.Message, out var sending)
                ? sending > optOut
                : null;

        bool IsOptedOutFromTheStart(PhoneNumber phone) =>
            !stops.ContainsKey(phone) && !books.OptOuts.ContainsKey(phone)
            && books.Contacts.TryGetValue(phone, out var contact) && contact.OptedOut;
    }
}
