namespace P2P.Sdk.Scripts;

/// <summary>Which initial script a target gets (ACT-3).</summary>
public static class ScriptPicker
{
    /// <summary>Picks by weight. The same scripts and order number give the same script, on every machine.</summary>
    /// <param name="initialScripts">At least one.</param>
    /// <param name="order">The target's random order number. Targets are claimed in its order, so its bits are mixed first:
    /// else the first half of the conversations would be one script's and the second the other's.</param>
    /// <exception cref="ArgumentException">There is no script.</exception>
    public static Script Pick(IReadOnlyList<Script> initialScripts, long order)
    {
        var total = 0UL;
        foreach (var script in initialScripts)
        {
            total += (ulong)script.Weight;
        }

        var place = Math.BigMul(Mix((ulong)order), total, out _);
        foreach (var script in initialScripts)
        {
            if (place < (ulong)script.Weight)
            {
                return script;
            }

            place -= (ulong)script.Weight;
        }

        throw new ArgumentException("There is no script to pick from.", nameof(initialScripts));
    }

    /// <summary>The finalizer of SplitMix64: every bit of the result depends on every bit of the number.</summary>
    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
