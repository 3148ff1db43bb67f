namespace P2P.TwilioStandIn;

/// <summary>The account that the stand-in plays, and how it behaves where no script says otherwise.</summary>
/// <remarks>Each is also an option of the command line, such as <c>--Numbers:0 +16175550100</c>.</remarks>
public sealed class StandInOptions
{
    /// <summary>Where to listen. Default: a free port of the loopback.</summary>
    public string Urls { get; set; } = "http://127.0.0.1:0";

    /// <summary>The file that the ledger is appended to. Default: none, the ledger is kept in memory only.</summary>
    public string? Ledger { get; set; }

    public string AccountSid { get; set; } = "AC00000000000000000000000000000000";

    public string AuthToken { get; set; } = "example-auth-token";

    public string ApiKey { get; set; } = "SK00000000000000000000000000000001";

    public string ApiSecret { get; set; } = "example-api-secret";

    public string MessagingServiceSid { get; set; } = "MG00000000000000000000000000000002";

    /// <summary>The account's numbers from the start, in E.164 form. More are bought.</summary>
    public List<string> Numbers { get; set; } = [];

    /// <summary>Area codes in which no number is left.</summary>
    public List<string> SoldOut { get; set; } = [];

    /// <summary>Where texts to the account's numbers are told of, unless a number has an <c>SmsUrl</c> of its own.</summary>
    public string? InboundUrl { get; set; }

    /// <summary>Whether a STOP bars the pair of numbers, as the service does: creates then get 21610. Default true; false shows
    /// what a sender would have sent all the same.</summary>
    public bool BlocksAfterStop { get; set; } = true;

    /// <summary>Whether texts that are keywords carry <c>OptOutType</c> (Advanced Opt-Out). Default false.</summary>
    public bool AdvancedOptOut { get; set; }

    /// <summary>Milliseconds between one event of a text and the next. Default 20.</summary>
    public int EventDelay { get; set; } = 20;

    /// <summary>How often a webhook without a 2xx answer is tried again. Default 1, as the service does; more where the
    /// receiver is killed on purpose.</summary>
    public int Retries { get; set; } = 1;

    /// <summary>Milliseconds before a webhook is tried again. Default 200.</summary>
    public int RetryEvery { get; set; } = 200;

    /// <summary>Decides, with the number and the count of its texts, who replies what.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>Of 100 delivered texts, how many are answered with STOP. Default 0.</summary>
    public int StopPercent { get; set; }

    /// <summary>Of 100 delivered texts, how many get an ordinary reply. Default 0.</summary>
    public int ReplyPercent { get; set; }
}
