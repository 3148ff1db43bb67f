namespace P2P.Sdk.Van;

/// <summary>Which of a committee's two databases is meant.</summary>
public enum VanDatabase
{
    /// <summary>My Voters: the voter file.</summary>
    MyVoters,

    /// <summary>My Campaign: the committee's own people.</summary>
    MyCampaign,
}
