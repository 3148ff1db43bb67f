namespace P2P.Sdk.Scripts;

/// <summary>The variables that every campaign has (VAR-1 to VAR-3).</summary>
internal static class BuiltInVariables
{
    public const string HeldBack =
        "The contact is held back with MISSING_VALUE, or gets the text with a blank if the action is set so.";

    private const string ContactFallback = "The campaign's fallback name for contacts stands in, such as “friend”.";
    private const string UserFallback = "The campaign's fallback name for senders stands in, such as “a volunteer”.";

    public static IReadOnlyList<ScriptVariable> All { get; } =
    [
        Contact("first_name", "First name", "Maria", VariableSource.FirstName, ContactFallback),
        Contact("last_name", "Last name", "Santos", VariableSource.LastName),
        Contact("full_name", "Full name", "Maria Santos", VariableSource.FullName, ContactFallback, "fullname"),
        Contact("email", "Email", "maria@example.org", VariableSource.Email),
        Contact("phone", "Phone number", "+13125550142", VariableSource.Phone),
        Contact("state_abbrev", "State, two letters", "IL", VariableSource.State),
        User("user.first_name", "Sender's first name", "Jordan", VariableSource.UserFirstName, UserFallback),
        User("user.last_name", "Sender's last name", "Lee", VariableSource.UserLastName),
        User("user.full_name", "Sender's full name", "Jordan Lee", VariableSource.UserFullName, UserFallback, "user.fullname"),
        User("user.email", "Sender's email", "jordan@example.org", VariableSource.UserEmail),
        User("user.phone", "Sender's phone number", "+13125550143", VariableSource.UserPhone),
        User("user.state_abbrev", "Sender's state, two letters", "IL", VariableSource.UserState),
        User("user.team_code", "Sender's team code", "BLUE7", VariableSource.UserTeamCode),
        Campaign("campaign.name", "Campaign's name", "Riverside Tenants", VariableSource.CampaignName),
        Campaign("campaign.description", "Campaign's description", "We keep rents down", VariableSource.CampaignDescription),
        Campaign("campaign.join_code", "Campaign's join code", "RENT24", VariableSource.CampaignJoinCode),
        Campaign("broadcast_phone_number", "Campaign's phone number", "+13125550199", VariableSource.CampaignBroadcastNumber),
    ];

    private static ScriptVariable Contact(
        string name, string label, string sample, VariableSource source, string whenEmpty = HeldBack, params string[] aliases) =>
        Make(ScriptVariableGroup.Contact, name, label, sample, source, whenEmpty, aliases);

    private static ScriptVariable User(
        string name, string label, string sample, VariableSource source, string whenEmpty = HeldBack, params string[] aliases) =>
        Make(ScriptVariableGroup.User, name, label, sample, source, whenEmpty, aliases);

    private static ScriptVariable Campaign(string name, string label, string sample, VariableSource source) =>
        Make(ScriptVariableGroup.Campaign, name, label, sample, source, HeldBack, []);

    private static ScriptVariable Make(
        ScriptVariableGroup group, string name, string label, string sample, VariableSource source, string whenEmpty, string[] aliases) =>
        new()
        {
            Group = group, Name = name, Label = label, Sample = sample, Source = source, WhenEmpty = whenEmpty, Aliases = aliases,
        };
}
