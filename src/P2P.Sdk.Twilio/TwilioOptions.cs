namespace P2P.Sdk.Twilio;

/// <summary>The account that texts go through, and how it reaches us.</summary>
/// <remarks>A wrong one stops the host as it starts, with the names of all that are wrong.</remarks>
public sealed class TwilioOptions
{
    /// <summary>The account, such as <c>AC</c> and 32 hexadecimal digits.</summary>
    public string AccountSid { get; set; } = "";

    /// <summary>The account's auth token. Needed with an API key too: Twilio signs its webhooks with it.</summary>
    public string AuthToken { get; set; } = "";

    /// <summary>Further auth tokens that are good for now: the old or the new one while the token is being changed. Webhooks
    /// signed with any are taken, and calls that Twilio refuses for their credentials are tried with each. Default: none.</summary>
    public IList<string> OtherAuthTokens { get; } = [];

    /// <summary>An API key to call with instead of the auth token, such as <c>SK</c> and 32 hexadecimal digits.</summary>
    public string? ApiKeySid { get; set; }

    /// <summary>What Twilio showed once when the API key was made.</summary>
    public string? ApiKeySecret { get; set; }

    /// <summary>The messaging service that texts go by, such as <c>MG</c> and 32 hexadecimal digits; each still goes from the
    /// number that its conversation has. Default: none.</summary>
    public string? MessagingServiceSid { get; set; }

    /// <summary>Numbers of the account that campaigns may text from, such as <c>+13125550142</c>: given out before any is
    /// bought. Default: none.</summary>
    public IList<string> Numbers { get; } = [];

    /// <summary>Numbers are bought until the campaigns have so many in all. Default 0: none is bought; at most 10,000.</summary>
    public int BuysUpTo { get; set; }

    /// <summary>Where Twilio reaches this app from outside, such as <c>https://text.example.org</c>. Webhooks come to
    /// <c>/webhooks/twilio/</c> under it, whatever a proxy makes of the address.</summary>
    public Uri? WebhookBaseAddress { get; set; }

    /// <summary>Twilio's API. Default <c>https://api.twilio.com</c>; another region or edge has one of its own, such as
    /// <c>https://api.sydney.au1.twilio.com</c>; Lookup and Messaging follow it. Any other host stands for all three.</summary>
    public Uri ApiBaseAddress { get; set; } = new("https://api.twilio.com");

    /// <summary>How long to wait for one answer. Default 10 seconds; from 1 second to 1 minute. A text's hand-over ends with
    /// <see cref="P2P.Sdk.Messaging.DispatchOptions.AnswerTimeout"/> at the latest.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Segments a second that one number may send: the rate of the 10DLC campaign divided by its numbers. Default: what
    /// <see cref="P2P.Sdk.Messaging.DispatchOptions.SegmentsPerSecond"/> says.</summary>
    public double? SegmentsPerSecond { get; set; }

    /// <summary>Whether Twilio Lookup is asked for the line types of new contacts' numbers. Default no: each number costs.</summary>
    public bool LooksUpLineTypes { get; set; }

    /// <summary>For how long a line type that Lookup told is not asked for again. Default 30 days; from 1 minute to 365 days. Kept
    /// in this process only.</summary>
    public TimeSpan LineTypesKeptFor { get; set; } = TimeSpan.FromDays(30);
}
