namespace P2P.VanStandIn;

public sealed record StandInOptions
{
    public string Urls { get; init; } = "http://127.0.0.1:0";

    public string ApplicationName { get; init; } = "p2p.standin";

    public string ApiKey { get; init; } = "0f4a1b52-6a2d-4c38-9f3e-5d2a7c1b8e90";

    /// <summary>0: My Voters; 1: My Campaign.</summary>
    public int Mode { get; init; }

    /// <summary>Whether a found person comes as a redirect, as the documentation says, or as an answer with the id, which was
    /// seen too.</summary>
    public bool Redirects { get; init; } = true;
}
