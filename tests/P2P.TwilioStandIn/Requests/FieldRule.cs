namespace P2P.TwilioStandIn.Requests;

/// <summary>One field that a request may have.</summary>
/// <param name="Code">The error code of a value that is wrong.</param>
/// <param name="Says">The error's message; {0} is the value.</param>
/// <param name="Source">Where the rule is from.</param>
internal sealed record FieldRule(string Name, Func<string, bool> IsRight, int Code, string Says, string Source)
{
    /// <summary>The error code where the field is missing, if it must be there.</summary>
    public int? RequiredBy { get; init; }

    public bool Repeats { get; init; }

    /// <summary>Refuses fields that are unknown, missing, doubled or wrong, in the order of the table.</summary>
    public static void Check(Fields fields, IReadOnlyList<FieldRule> table)
    {
        var given = fields.ByName.ToDictionary(f => f.Key, f => f.ToList());
        if (given.Keys.FirstOrDefault(name => !table.Any(r => r.Name == name)) is { } unknown)
        {
            throw new TwilioRefusal(400, 20001, $"Unknown parameters: '{unknown}'.");
        }

        foreach (var rule in table)
        {
            if (!given.TryGetValue(rule.Name, out var values))
            {
                if (rule.RequiredBy is { } code)
                {
                    throw new TwilioRefusal(400, code, $"A '{rule.Name}' is required.");
                }

                continue;
            }

            if (values.Count > 1 && !rule.Repeats)
            {
                throw new TwilioRefusal(400, 20422, $"Invalid parameter: '{rule.Name}' is given {values.Count} times.");
            }

            if (values.Find(v => !rule.IsRight(v)) is { } wrong)
            {
                throw new TwilioRefusal(400, rule.Code, string.Format(null, rule.Says, wrong));
            }
        }
    }
}
