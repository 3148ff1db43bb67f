using System.Security.Cryptography;
using System.Text;
using P2P.TwilioStandIn.Messages;

namespace P2P.TwilioStandIn.Webhooks;

/// <summary>What becomes of a text after it was accepted: its statuses, and what the recipient replies.</summary>
internal sealed class Happenings(StandInOptions options, Account account, Ledger ledger, Caller caller, Inbound inbound, TimeProvider time)
{
    private static readonly string[] OrdinaryReplies = ["Yes, count me in!", "Who is this?", "No thanks", "When is it?", "¡Sí! 👍"];

    public async Task FollowAsync(Text text, Script script)
    {
        var words = WordsOf(text, script);
        if (script.Callbacks == CallbackOrder.Reversed)
        {
            words.Reverse();
        }

        foreach (var word in words)
        {
            await caller.WaitAsync(options.EventDelay);
            await TellAsync(text, script, word);
        }

        if (script.Final == "delivered" && (script.Reply ?? SeededReply(text)) is { } reply && text.From is { } number)
        {
            await caller.WaitAsync(options.EventDelay);
            await inbound.SendAsync(new InboundText(text.To, number, reply));
        }
    }

    // The first status is the create's answer: nobody is called for it.
    private static List<string> WordsOf(Text text, Script script)
    {
        var queued = text.ServiceSid is null ? Array.Empty<string>() : ["queued"];
        return script.Final switch
        {
            "queued" => [.. queued],
            "failed" => [.. queued, "failed"],
            "sent" => [.. queued, "sending", "sent"],
            _ => [.. queued, "sending", "sent", script.Final],
        };
    }

    private async Task TellAsync(Text text, Script script, string word)
    {
        var code = word is "undelivered" or "failed" ? script.FinalCode : null;
        lock (account.Gate)
        {
            if (!(script.Callbacks == CallbackOrder.Reversed && word != script.Final))
            {
                text.Status = word;
                text.ErrorCode = code;
            }

            text.Sent = word is "sent" ? time.GetUtcNow() : text.Sent;
        }

        for (var i = 0; i < script.CallbackTimes && text.StatusCallback is { } url; i++)
        {
            var answer = await caller.CallAsync(url, FieldsOf(text, word, code));
            ledger.Add(new LedgerEntry("status", time.GetUtcNow(), text.Sid, text.From, text.To, null) { Status = word, Code = code, Answer = answer });
        }
    }

    private Dictionary<string, string> FieldsOf(Text text, string word, int? code)
    {
        var fields = new Dictionary<string, string>
        {
            ["AccountSid"] = options.AccountSid,
            ["ApiVersion"] = "2010-04-01",
            ["MessageSid"] = text.Sid,
            ["MessageStatus"] = word,
            ["SmsSid"] = text.Sid,
            ["SmsStatus"] = word,
            ["To"] = text.To,
            ["From"] = text.From ?? "",
        };
        if (text.ServiceSid is { } service)
        {
            fields["MessagingServiceSid"] = service;
        }

        if (code is { } error)
        {
            fields["ErrorCode"] = $"{error}";
        }

        return fields;
    }

    /// <summary>Drawn by the text's place among those to the same person, whenever it is delivered.</summary>
    private string? SeededReply(Text text)
    {
        int place;
        lock (account.Gate)
        {
            place = account.Texts.Where(t => t.To == text.To).TakeWhile(t => t.Sid != text.Sid).Count();
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{options.Seed}/{text.To}/{place}"));
        var percent = BitConverter.ToUInt16(hash) % 100;
        return percent < options.StopPercent ? "STOP"
            : percent < options.StopPercent + options.ReplyPercent ? OrdinaryReplies[hash[2] % OrdinaryReplies.Length]
            : null;
    }
}
