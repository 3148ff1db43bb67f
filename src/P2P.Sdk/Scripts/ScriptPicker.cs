namespace P2P.Sdk.Scripts;

/// <summary>Which initial script a target gets (ACT-3).</summary>
public static class ScriptPicker
{
    // Targets are claimed in the order of their numbers, so the high bits would give one script to those texted first and
    // another to those texted last. The low bits of a random number know nothing of that.
    private const int Bits = 20;

    /// <summary>Each script's part of the numbers, by weight.</summary>
    /// <param name="initialScripts">At least one. The same scripts in the same order have the same shares on every machine.</param>
    /// <exception cref="ArgumentException">There is no script.</exception>
    public static IReadOnlyList<ScriptShare> Shares(IReadOnlyList<Script> initialScripts)
    {
        ArgumentNullException.ThrowIfNull(initialScripts);
        if (initialScripts.Count == 0)
        {
            throw new ArgumentException("There is no script to pick from.", nameof(initialScripts));
        }

        var total = initialScripts.Sum(script => (long)script.Weight);
        var shares = new ScriptShare[initialScripts.Count];
        var upTo = 0L;
        for (var i = 0; i < shares.Length; i++)
        {
            upTo += initialScripts[i].Weight;
            shares[i] = new(initialScripts[i].Id, (int)((upTo << Bits) / total));
        }

        return shares;
    }

    /// <param name="order">The target's random order number.</param>
    public static ScriptId PickBy(IReadOnlyList<ScriptShare> shares, long order)
    {
        ArgumentNullException.ThrowIfNull(shares);
        var place = order & ScriptShare.Mask;
        return shares.First(share => place < share.UpTo).Script;
    }

    /// <inheritdoc cref="PickBy"/>
    /// <exception cref="ArgumentException">There is no script.</exception>
    public static Script Pick(IReadOnlyList<Script> initialScripts, long order)
    {
        var picked = PickBy(Shares(initialScripts), order);
        return initialScripts.First(script => script.Id == picked);
    }
}
