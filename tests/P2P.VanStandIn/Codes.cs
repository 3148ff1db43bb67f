namespace P2P.VanStandIn;

/// <summary>What a committee has to record: names by id. The names are made up, the well-known ids are not.</summary>
public sealed class Codes
{
    public Dictionary<int, string> ContactTypes { get; } = new() { [1] = "Phone", [2] = "Walk", [37] = "SMS Text" };

    public Dictionary<int, string> InputTypes { get; } = new() { [4] = "Bulk", [11] = "API" };

    public Dictionary<int, string> ResultCodes { get; } = new()
    {
        [1] = "Not Home", [2] = "Refused", [20] = "Wrong Number", [22] = "Do Not Text", [25] = "Disconnected", [205] = "Texted",
    };

    public Dictionary<int, string> ActivistCodes { get; } = new() { [4482459] = "Volunteer Prospect", [4482460] = "Will Vote 2026" };

    public Dictionary<int, Question> Questions { get; } = new()
    {
        [378552] = new("Rent Increase?", new() { [1555791] = "Yes", [1555792] = "No" }),
        [378553] = new("Candidate ID", new() { [1555801] = "Strong Support" }),
    };
}

public sealed record Question(string Name, Dictionary<int, string> Answers);
