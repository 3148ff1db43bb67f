namespace P2P.GraphQL.Transport.Http;

/// <summary>Which pages of other hosts may ask this server. Configuration section <c>Cors</c>.</summary>
/// <remarks>Nothing is authorized by cookies, so a page of another host can do nothing in somebody's name: this only lets its
/// scripts read the answers.</remarks>
public sealed class CrossOriginOptions
{
    public const string Section = "Cors";

    /// <summary>Such as <c>https://app.example.org</c>; without a path. Default: none; a front end on the same host needs none.</summary>
    public IList<string> Origins { get; } = [];
}
