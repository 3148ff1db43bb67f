using P2P.Sdk.Contacts;
using P2P.Sdk.Scripts.Images;

namespace P2P.Sdk.Scripts;

public enum ScriptKind
{
    /// <summary>Opens a conversation.</summary>
    Initial,

    /// <summary>Continues one.</summary>
    Response,
}

/// <summary>A text template of an action. Once sent it is never changed: an edit retires it and makes a successor (ACT-3).</summary>
public sealed record Script
{
    public required ScriptId Id { get; init; }

    public required ScriptKind Kind { get; init; }

    public required string Name { get; init; }

    /// <summary>With variables in <c>{{ }}</c>.</summary>
    public required string Text { get; init; }

    /// <summary>How often an initial script is picked, against the weights of the others. From 1 to 1,000; default 1.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Response scripts are shown in groups; empty: none.</summary>
    public string Group { get; init; } = "";

    /// <summary>Applied to the contact when the script is sent (ACT-4).</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Set on the contact when the script is sent (ACT-4).</summary>
    public IReadOnlyDictionary<CustomFieldId, string> Fields { get; init; } = Contact.NoFields;

    /// <summary>Whether the user is asked for a report after sending it.</summary>
    public bool AsksForReport { get; init; }

    /// <summary>Goes with the text, which is then an MMS (ACT-5).</summary>
    public ScriptImageId? Image { get; init; }

    /// <summary>Replaced by a later edit; kept for the messages that it made.</summary>
    public bool IsRetired { get; init; }
}
