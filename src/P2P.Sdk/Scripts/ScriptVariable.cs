using P2P.Sdk.Contacts;

namespace P2P.Sdk.Scripts;

/// <summary>A name that a script may hold in <c>{{ }}</c>, for the author to choose from (SCR-6).</summary>
public sealed record ScriptVariable
{
    public required ScriptVariableGroup Group { get; init; }

    /// <summary>As written between the braces, such as <c>user.first_name</c>; matched without regard to case.</summary>
    public required string Name { get; init; }

    /// <summary>Other names of the same variable, such as <c>fullname</c>.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What it is in words, such as <c>First name</c>.</summary>
    public required string Label { get; init; }

    /// <summary>A value as it may look in a text.</summary>
    public required string Sample { get; init; }

    /// <summary>A sentence: what happens where it has no value.</summary>
    public required string WhenEmpty { get; init; }

    internal VariableSource Source { get; init; }

    /// <summary>For <see cref="VariableSource.Constant"/>.</summary>
    internal string Constant { get; init; } = "";

    /// <summary>For <see cref="VariableSource.Link"/> and <see cref="VariableSource.Referral"/>: what it leads to.</summary>
    internal string Slug { get; init; } = "";

    /// <summary>For <see cref="VariableSource.CustomField"/>; <see langword="null"/> where the campaign lacks the field.</summary>
    internal CustomField? Field { get; init; }
}

/// <summary>What a variable is about.</summary>
public enum ScriptVariableGroup
{
    Contact,

    /// <summary>The user who sends.</summary>
    User,
    Campaign,
    CustomField,

    /// <summary>A link that is counted.</summary>
    Link,

    /// <summary>In the responses of an opt-in form only.</summary>
    OptIn,
}

/// <summary>Where a variable's value is read from.</summary>
internal enum VariableSource
{
    FirstName,
    LastName,
    FullName,
    Email,
    Phone,
    State,
    UserFirstName,
    UserLastName,
    UserFullName,
    UserEmail,
    UserPhone,
    UserState,
    UserTeamCode,
    CampaignName,
    CampaignDescription,
    CampaignJoinCode,
    CampaignBroadcastNumber,
    CustomField,
    Link,

    /// <summary>The contact's own link to the form.</summary>
    Referral,

    /// <summary>The same for everybody.</summary>
    Constant,
}
