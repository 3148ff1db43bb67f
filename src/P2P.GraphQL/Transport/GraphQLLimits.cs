using System.ComponentModel.DataAnnotations;

namespace P2P.GraphQL.Transport;

/// <summary>How much one client may ask of the server. Every limit answers with a code of <see cref="ErrorCodes"/>.</summary>
/// <remarks>
/// Documents are measured in their text, before they are parsed: the parser recurses, and validation is quadratic in
/// places, so a small hostile document would otherwise hold a core for seconds or end the process.
/// </remarks>
public sealed class GraphQLLimits
{
    /// <summary>Bytes of a request's body or of one WebSocket message. Default 4 MiB, which holds 1 MB of CSV however
    /// JSON escapes it; from 1 KiB to 16 MiB.</summary>
    [Range(1 << 10, 1 << 24)]
    public int BodyBytes { get; set; } = 4 << 20;

    /// <summary>Characters of a document; values belong in variables, which do not count. Default 131,072; from 1,000
    /// to 1,000,000.</summary>
    [Range(1_000, 1_000_000)]
    public int DocumentLength { get; set; } = 131_072;

    /// <summary>Names, numbers, strings and marks of a document. Default 10,000; from 100 to 100,000.</summary>
    [Range(100, 100_000)]
    public int Tokens { get; set; } = 10_000;

    /// <summary>Open brackets at the deepest place of a document, fragments filled in. Default 50; from 10 to 60,
    /// since the parser itself ends at 128 nested nodes, two a level.</summary>
    [Range(10, 60)]
    public int Depth { get; set; } = 50;

    /// <summary>Operations in one document. Default 20; from 1 to 100.</summary>
    [Range(1, 100)]
    public int Operations { get; set; } = 20;

    /// <summary>Default 100; from 1 to 500.</summary>
    [Range(1, 500)]
    public int Fragments { get; set; } = 100;

    /// <summary>Fragments of which each spreads the next. Default 20; from 1 to 100.</summary>
    [Range(1, 100)]
    public int FragmentChain { get; set; } = 20;

    /// <summary>Places where a fragment, named or not, is spread. Default 300; from 1 to 2,000.</summary>
    [Range(1, 2_000)]
    public int Spreads { get; set; } = 300;

    /// <summary>Default 200; from 1 to 2,000.</summary>
    [Range(1, 2_000)]
    public int Aliases { get; set; } = 200;

    /// <summary>Default 200; from 1 to 2,000.</summary>
    [Range(1, 2_000)]
    public int Directives { get; set; } = 200;

    /// <summary>Fields as written. Default 500; from 50 to 5,000. Validation compares each two of the same name: 1,000
    /// repeats take it a second.</summary>
    [Range(50, 5_000)]
    public int Fields { get; set; } = 500;

    /// <summary>Fields and spreads of all operations together, fragments filled in. Default 5,000; from 50 to 50,000.</summary>
    [Range(50, 50_000)]
    public int ExpandedFields { get; set; } = 5_000;

    /// <summary>Fields that one operation begins with, fragments filled in. Default 25; from 1 to 500.</summary>
    [Range(1, 500)]
    public int RootFields { get; set; } = 25;

    /// <summary>Objects that an operation could make the server read, counted with the pages that it asks for, variables filled
    /// in. Default 100,000; from 100 to 10,000,000.</summary>
    [Range(100, 10_000_000)]
    public int Cost { get; set; } = 100_000;

    /// <summary>Whether volunteers may ask for the schema (<c>__schema</c>, <c>__type</c>), as tools do. Default: in Development
    /// only. Admins may.</summary>
    public bool? IntrospectionByVolunteers { get; set; }

    /// <summary>A folder of documents that may be asked for by their SHA-256: <c>*.graphql</c>, and <c>*.json</c> by hash. Default:
    /// none; clients may still send a document with its hash once and the hash alone from then on.</summary>
    public string? PersistedOperations { get; set; }

    /// <summary>Whether nothing is run but the documents of <see cref="PersistedOperations"/>. Default no.</summary>
    public bool OnlyPersisted { get; set; }

    /// <summary>Characters of validated documents that are kept, so that a document that comes again is neither parsed
    /// nor validated. Default 4,000,000, which takes about ten times as many bytes; from 0 (none) to 100,000,000.</summary>
    [Range(0, 100_000_000)]
    public int CachedDocumentCharacters { get; set; } = 4_000_000;

    /// <summary>How long one query or mutation may run, or a subscription take to start. Default 30 seconds; from
    /// 100 milliseconds to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan ExecutionTime { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Operations that one socket has open at a time, subscriptions included. Default 100; from 1 to 1,000.</summary>
    [Range(1, 1_000)]
    public int OperationsPerSocket { get; set; } = 100;

    /// <summary>Events of one subscription that wait for a slow client; at one more, its connection is closed, for an
    /// event is never left out. Default 100; from 1 to 10,000.</summary>
    [Range(1, 10_000)]
    public int QueuedEvents { get; set; } = 100;

    /// <summary>How long a client may take to accept one message before its connection is closed. Default 10 seconds;
    /// from 100 milliseconds to 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan SendTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a new socket may take to send <c>connection_init</c>. Default 3 seconds; from 100 milliseconds
    /// to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan ConnectionInitTime { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>How often a silent stream shows that it lives: a comment over SSE, a ping over WebSocket. Default 12
    /// seconds; from 100 milliseconds to 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(12);

    /// <summary>How old the answer may be, while a subscription runs, to whether its user may still read. Default 15
    /// seconds; from 0 (asked at every event) to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan VerificationAge { get; set; } = TimeSpan.FromSeconds(15);
}
