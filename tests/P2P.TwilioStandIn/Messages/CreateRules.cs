using P2P.TwilioStandIn.Requests;

namespace P2P.TwilioStandIn.Messages;

/// <summary>What a create must be as a whole, once each of its fields is right.</summary>
internal static class CreateRules
{
    private sealed record Rule(Func<Fields, StandInOptions, Account, bool> IsBroken, int Code, string Says, string Source);

    private static readonly Rule[] Table =
    [
        new((f, _, _) => !f.Has("From") && !f.Has("MessagingServiceSid"), 21603,
            "A 'From' phone number is required.", "Messages resource: From or MessagingServiceSid; error 21603"),
        new((f, _, _) => f["Body"] is null or "" && !f.Has("MediaUrl"), 21602,
            "Message body is required.", "Messages resource: Body, MediaUrl or ContentSid; error 21602"),
        new((f, _, _) => f.All("MediaUrl").Count > 10, 21623,
            "Number of media files exceeds allowed limit", "Messages resource: at most 10; error 21623"),
        new((f, o, _) => f["MessagingServiceSid"] is { } service && service != o.MessagingServiceSid, 21701,
            "The Messaging Service does not exist.", "Error 21701"),
        new((f, _, _) => f["From"] == f["To"], 21266,
            "'To' and 'From' number cannot be the same", "Error 21266, since July 2024"),
        new((f, _, a) => f["From"] is { } from && !a.Numbers.Exists(n => n.Number == from), 21606,
            "The 'From' phone number provided is not a valid message-capable Twilio phone number for this destination.", "Error 21606"),
        new((f, _, a) => f["MessagingServiceSid"] is not null && f["From"] is { } from && !a.Numbers.Exists(n => n.Number == from && n.InService), 21712,
            "The 'From' phone number is not in the Messaging Service.", "Messaging Services: its sender pool"),
        new((f, _, a) => f["From"] is { } from && a.Barred.Contains((from, f["To"]!)), 21610,
            "Attempt to send to unsubscribed recipient", "Error 21610: after STOP, until START"),
    ];

    /// <exception cref="TwilioRefusal">The first line of the table that is broken.</exception>
    public static void Check(Fields fields, StandInOptions options, Account account)
    {
        lock (account.Gate)
        {
            if (Array.Find(Table, rule => rule.IsBroken(fields, options, account)) is { } broken)
            {
                throw new TwilioRefusal(400, broken.Code, broken.Says);
            }
        }
    }
}
