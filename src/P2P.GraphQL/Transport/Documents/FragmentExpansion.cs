namespace P2P.GraphQL.Transport.Documents;

/// <summary>Computes what definitions come to with their fragments filled in, each fragment once.</summary>
/// <remarks>The number of fragments is bounded before, and with it how deep this recurses.</remarks>
internal sealed class FragmentExpansion(IReadOnlyDictionary<string, Definition> fragments, GraphQLLimits limits)
{
    /// <returns><see langword="null"/> if all definitions are within the limits.</returns>
    public DocumentFault? Check(IReadOnlyList<Definition> operations)
    {
        long fields = 0;
        foreach (var operation in operations)
        {
            if (Measure(operation) is { } fault)
            {
                return fault;
            }

            fields += operation.ExpandedFields;
        }

        // Validation walks fragments that no operation uses as well.
        foreach (var fragment in fragments.Values)
        {
            if (Measure(fragment) is { } fault)
            {
                return fault;
            }
        }

        return fields > limits.ExpandedFields ? TooManyFields() : null;
    }

    private DocumentFault? Measure(Definition definition)
    {
        if (definition.State == Definition.Measuring.Done)
        {
            return null;
        }

        definition.State = Definition.Measuring.Now;
        long fields = definition.Fields;
        var (depth, chain) = (definition.Depth, 0);
        foreach (var (name, at) in definition.Spreads)
        {
            if (!fragments.TryGetValue(name, out var fragment))
            {
                continue; // Validation names the fragment that is missing.
            }

            if (fragment.State == Definition.Measuring.Now)
            {
                return new(ErrorCodes.FragmentCycle, "A fragment of the document spreads itself, directly or through others.");
            }

            if (Measure(fragment) is { } fault)
            {
                return fault;
            }

            fields += fragment.ExpandedFields;
            depth = Math.Max(depth, at - 1 + fragment.ExpandedDepth);
            chain = Math.Max(chain, 1 + fragment.Chain);
        }

        (definition.ExpandedFields, definition.ExpandedDepth, definition.Chain) = (fields, depth, chain);
        definition.State = Definition.Measuring.Done;
        return fields > limits.ExpandedFields ? TooManyFields()
            : depth > limits.Depth ? DocumentFault.TooDeep(limits.Depth)
            : chain > limits.FragmentChain ? new(
                ErrorCodes.FragmentChainTooLong,
                $"The document's fragments spread one another in too long a chain: at most {limits.FragmentChain} are allowed.")
            : null;
    }

    private DocumentFault TooManyFields() =>
        DocumentFault.Over(ErrorCodes.TooManyFields, "fields once its fragments are filled in", limits.ExpandedFields);
}
