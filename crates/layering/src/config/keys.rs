//! The keys of a struct, read off its `Deserialize` implementation.
//!
//! Serde stops at the first key that is unknown or missing. To report all of
//! them, the struct is deserialised once from made-up values: what it asks for
//! is what it knows. No kind of rule has to list its keys a second time.

use std::fmt;

use serde::de::value::BorrowedStrDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

/// A key that a struct knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key {
    /// Its name in TOML.
    pub(super) name: &'static str,
    /// Whether the struct cannot do without it.
    pub(super) required: bool,
    /// The strings that it may hold, if it holds (a list of) an enum.
    pub(super) choices: &'static [&'static str],
}

/// The keys of `T`, in the order of its fields.
pub(super) fn keys_of<T: DeserializeOwned>() -> Vec<Key> {
    let mut all = Filler::default();
    // Only what it asked for counts. A type that refuses the made-up values
    // loses the choices behind it, never a key.
    let _ = T::deserialize(&mut all);
    let key = |name: &'static str| {
        let mut others = Filler {
            omitted: Some(name),
            ..Filler::default()
        };
        let missed = T::deserialize(&mut others).err();
        let enums = all.choices.iter().filter(|(key, _)| *key == name);
        let mut enums: Vec<_> = enums.map(|(_, variants)| *variants).collect();
        enums.dedup();
        Key {
            name,
            required: missed == Some(Refusal::Missing(name)),
            // With several, nobody knows which of them a string belongs to.
            choices: match enums.as_slice() {
                [variants] => variants,
                _ => &[],
            },
        }
    };
    all.fields.iter().copied().map(key).collect()
}

/// Hands every type a value of the shape that it asks for.
#[derive(Default)]
struct Filler {
    /// The key of the outermost struct that is left out.
    omitted: Option<&'static str>,
    /// The keys of the outermost struct.
    fields: &'static [&'static str],
    /// The variants of the enums below these keys.
    choices: Vec<(&'static str, &'static [&'static str])>,
    /// The key of the outermost struct whose value is being made.
    key: Option<&'static str>,
    depth: usize,
}

impl Filler {
    /// A type that contains itself ends here, if it can.
    const DEEP: usize = 4;
    /// And here, if its first variant does so as well.
    const DEEPEST: usize = 16;

    fn fill<'de, S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Refusal> {
        if self.depth == Self::DEEPEST {
            return Err(Refusal::Value);
        }
        self.depth += 1;
        let filled = seed.deserialize(&mut *self);
        self.depth -= 1;
        filled
    }
}

/// Why a type could not be filled.
#[derive(Debug, PartialEq, Eq)]
enum Refusal {
    /// A key is missing.
    Missing(&'static str),
    /// A made-up value does not fit.
    Value,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

impl std::error::Error for Refusal {}

impl Error for Refusal {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Refusal::Value
    }

    fn missing_field(field: &'static str) -> Self {
        Refusal::Missing(field)
    }
}

macro_rules! fill_with {
    ($visit:ident($value:expr): $($method:ident)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
                visitor.$visit($value)
            }
        )*
    };
}

impl<'de> Deserializer<'de> for &mut Filler {
    type Error = Refusal;

    fill_with!(visit_bool(false): deserialize_bool);
    // One, because some numbers may not be zero.
    fill_with!(visit_u8(1):
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64);
    fill_with!(visit_char('a'): deserialize_char);
    fill_with!(visit_borrowed_str(""):
        deserialize_any deserialize_str deserialize_string deserialize_identifier);
    fill_with!(visit_borrowed_bytes(b""): deserialize_bytes deserialize_byte_buf);

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        if self.depth > Filler::DEEP {
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_unit()
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        let len = usize::from(self.depth <= Filler::DEEP);
        self.deserialize_tuple(len, visitor)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        visitor.visit_seq(Elements {
            filler: self,
            left: len,
        })
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        len: usize,
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        self.deserialize_tuple(len, visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Refusal> {
        visitor.visit_map(Fields {
            filler: self,
            left: [].iter(),
        })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        if self.depth == 0 {
            self.fields = fields;
        }
        visitor.visit_map(Fields {
            filler: self,
            left: fields.iter(),
        })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        if let Some(key) = self.key {
            self.choices.push((key, variants));
        }
        visitor.visit_enum(FirstVariant {
            filler: self,
            name: variants.first().ok_or(Refusal::Value)?,
        })
    }
}

struct Elements<'a> {
    filler: &'a mut Filler,
    left: usize,
}

impl<'de> SeqAccess<'de> for Elements<'_> {
    type Error = Refusal;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Refusal> {
        let Some(left) = self.left.checked_sub(1) else {
            return Ok(None);
        };
        self.left = left;
        self.filler.fill(seed).map(Some)
    }
}

struct Fields<'a> {
    filler: &'a mut Filler,
    left: std::slice::Iter<'static, &'static str>,
}

impl<'de> MapAccess<'de> for Fields<'_> {
    type Error = Refusal;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Refusal> {
        let outermost = self.filler.depth == 0;
        let omitted = self.filler.omitted.filter(|_| outermost);
        let Some(key) = self.left.find(|key| omitted != Some(**key)) else {
            return Ok(None);
        };
        if outermost {
            self.filler.key = Some(key);
        }
        seed.deserialize(BorrowedStrDeserializer::new(key))
            .map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Refusal> {
        self.filler.fill(seed)
    }
}

struct FirstVariant<'a> {
    filler: &'a mut Filler,
    name: &'static str,
}

impl<'de> EnumAccess<'de> for FirstVariant<'_> {
    type Error = Refusal;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Refusal> {
        let variant = seed.deserialize(BorrowedStrDeserializer::<Refusal>::new(self.name))?;
        Ok((variant, self))
    }
}

impl<'de> VariantAccess<'de> for FirstVariant<'_> {
    type Error = Refusal;

    fn unit_variant(self) -> Result<(), Refusal> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Refusal> {
        self.filler.fill(seed)
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, Refusal> {
        self.filler.deserialize_tuple(len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Refusal> {
        self.filler.deserialize_map(visitor)
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use serde::Deserialize;
    use toml::Spanned;

    use super::*;

    #[derive(Deserialize)]
    #[serde(rename_all = "kebab-case")]
    enum Fruit {
        Apple,
        BloodOrange,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "kebab-case", deny_unknown_fields)]
    #[expect(dead_code, reason = "only its shape matters")]
    struct Basket {
        owner: Spanned<String>,
        best_fruit: Option<Spanned<Fruit>>,
        fruits: Vec<Fruit>,
        #[serde(default = "one")]
        weight: NonZeroU32,
        inner: Option<Box<Basket>>,
        pair: (f64, char),
    }

    fn one() -> NonZeroU32 {
        NonZeroU32::MIN
    }

    #[test]
    fn keys_know_whether_they_are_required_and_what_they_may_hold() {
        let keys: Vec<_> = keys_of::<Basket>()
            .into_iter()
            .map(|key| (key.name, key.required, key.choices.len()))
            .collect();
        assert_eq!(
            keys,
            [
                ("owner", true, 0),
                ("best-fruit", false, 2),
                ("fruits", true, 2),
                ("weight", false, 0),
                ("inner", false, 2),
                ("pair", true, 0),
            ]
        );
    }
}
