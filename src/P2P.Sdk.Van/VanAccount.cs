namespace P2P.Sdk.Van;

/// <summary>What a committee's requests are signed in with.</summary>
public class VanAccount
{
    /// <summary>The application's name, as NGP VAN gave it with the key. Default: none.</summary>
    public string ApplicationName { get; set; } = "";

    /// <summary>The committee's key for it, a GUID. Default: none.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>Default <see cref="VanDatabase.MyVoters"/>.</summary>
    public VanDatabase Database { get; set; }
}
